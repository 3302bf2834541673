import { describe, expect, it } from "vitest";
import {
  insertBlock,
  insertLink,
  pasteOver,
  type Selected,
  toggleCode,
  toggleMarker,
} from "../../../components/chat/conversation/composer/text-format.ts";

/** `a [b] c` has `b` selected. */
function selected(marked: string): Selected {
  const start = marked.indexOf("⟦");
  const end = marked.indexOf("⟧") - 1;
  return { text: marked.replace(/[⟦⟧]/g, ""), start, end };
}

function marked({ text, start, end }: Selected): string {
  return `${text.slice(0, start)}⟦${text.slice(start, end)}⟧${text.slice(end)}`;
}

describe("formatting", () => {
  it("marks and unmarks the selected words", () => {
    expect(marked(toggleMarker(selected("a ⟦b⟧ c"), "**"))).toBe("a **⟦b⟧** c");
    expect(marked(toggleMarker(selected("a **⟦b⟧** c"), "**"))).toBe("a ⟦b⟧ c");
    expect(marked(toggleMarker(selected("a ⟦**b**⟧ c"), "**"))).toBe("a ⟦b⟧ c");
    expect(marked(toggleMarker(selected("⟦⟧"), "_"))).toBe("_⟦⟧_");
  });

  it("keeps spaces outside the markers", () => {
    expect(marked(toggleMarker(selected("a⟦ b ⟧c"), "**"))).toBe("a **⟦b⟧** c");
  });

  it("fences several lines", () => {
    expect(marked(toggleCode(selected("x ⟦a\nb⟧ y")))).toBe("x \n```\n⟦a\nb⟧\n```\n y");
    expect(marked(toggleCode(selected("x ⟦a⟧ y")))).toBe("x `⟦a⟧` y");
  });

  it("links", () => {
    expect(marked(insertLink(selected("see ⟦this⟧"), null))).toBe("see [this](⟦https://⟧)");
    expect(marked(insertLink(selected("see ⟦this⟧"), "https://a.example"))).toBe("see [this](https://a.example)⟦⟧");
  });

  it("puts whole lines apart from what stands around them, and the caret below", () => {
    expect(marked(insertBlock(selected("⟦⟧"), "> a"))).toBe("> a\n\n⟦⟧");
    expect(marked(insertBlock(selected("so⟦⟧"), "> a\n> b"))).toBe("so\n\n> a\n> b\n\n⟦⟧");
    expect(marked(insertBlock(selected("so\n⟦⟧\n\nthen"), "> a"))).toBe("so\n\n> a\n\n⟦⟧then");
  });

  it("pastes an address over words as a link, and everything else as it is", () => {
    expect(pasteOver(selected("see ⟦this⟧"), " https://a.example/x \n")?.text).toBe("see [this](https://a.example/x)");
    expect(pasteOver(selected("see ⟦⟧"), "https://a.example")).toBeNull();
    expect(pasteOver(selected("see ⟦this⟧"), "no address")).toBeNull();
    expect(pasteOver(selected("see ⟦this⟧"), "javascript:alert(1)")).toBeNull();
    expect(pasteOver(selected("⟦https://b.example⟧"), "https://a.example")).toBeNull();
  });
});
