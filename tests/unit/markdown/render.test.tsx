import { type ReactElement, isValidElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { isEmojiOnly } from "../../../components/chat/conversation/markdown/emoji-only.ts";
import { type MarkdownParts, renderTokens } from "../../../components/chat/conversation/markdown/render-tokens.tsx";
import { parseMarkdown } from "../../../lib/markdown/parse.ts";
import payloads from "../../support/corpora/dompurify/payloads.json" with { type: "json" };

const parts: MarkdownParts = {
  ownLink: () => null,
  mention: (mention) => <b data-mention={mention.of} />,
  code: (text, language) => <pre data-language={language}>{text}</pre>,
  spoiler: (children) => <i data-spoiler="">{children}</i>,
  table: (children) => <table>{children}</table>,
  text: (text) => text,
};

const render = (body: string): ReactNode => renderTokens(parseMarkdown(body), parts);
/** The markup without our class names. */
const html = (body: string) => renderToStaticMarkup(<>{render(body)}</>).replace(/ class="[^"]*"/g, "");

function* elementsOf(node: ReactNode): Generator<ReactElement<Record<string, unknown> & { children?: ReactNode }>> {
  if (Array.isArray(node)) for (const child of node as ReactNode[]) yield* elementsOf(child);
  else if (isValidElement<Record<string, unknown> & { children?: ReactNode }>(node)) {
    yield node;
    yield* elementsOf(node.props.children);
  }
}

const KNOWN = new Set(
  "a b i p ul ol li pre code blockquote strong em s br hr table thead tbody tr th td input".split(" "),
);

/** Nothing but the elements and attributes of the renderer, and only allowed addresses. */
function expectHarmless(body: string): void {
  for (const { type, props } of elementsOf(render(body))) {
    if (typeof type !== "string") continue;
    expect(KNOWN.has(type), type).toBe(true);
    for (const name of Object.keys(props)) expect(name).not.toMatch(/^on|dangerously|^style$|^src/i);
    if (type === "a") expect(props.href).toMatch(/^(?:https?:\/\/|mailto:)/i);
  }
}

describe("renderTokens", () => {
  it("makes the elements people expect", () => {
    expect(html("**bold** _it_ ~~no~~ `code`\nnext")).toBe(
      "<p><strong>bold</strong> <em>it</em> <s>no</s> <code>code</code><br/>next</p>",
    );
    expect(html("> quoted\n\n- a\n- b\n\n3. c")).toBe(
      '<blockquote><p>quoted</p></blockquote><ul><li>a</li><li>b</li></ul><ol start="3"><li>c</li></ol>',
    );
    expect(html("# Plan")).toBe("<p>Plan</p>");
    expect(html("```ts run\nconst a = 1;\n```")).toBe('<pre data-language="ts">const a = 1;\n</pre>');
    expect(html("a ||b **c**|| <!here>")).toBe(
      '<p>a <i data-spoiler="">b <strong>c</strong></i> <b data-mention="here"></b></p>',
    );
  });

  it("makes tables with their columns aligned, and tasks with their boxes", () => {
    expect(html("|a|b|\n|-|-:|\n|**1**|2|")).toBe(
      '<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead><tbody><tr><td><strong>1</strong></td><td>2</td></tr></tbody></table>',
    );
    expect(renderToStaticMarkup(<>{render("a|b\n-|-:\n1|2")}</>)).toContain("text-right");
    expect(html("- [x] done\n- [ ] not")).toBe(
      '<ul><li><input type="checkbox" disabled="" aria-label="Done" checked=""/>done</li><li><input type="checkbox" disabled="" aria-label="To do"/>not</li></ul>',
    );
  });

  it("opens links elsewhere and without a way back", () => {
    expect(html("[docs](https://a.example/x)")).toBe(
      '<p><a href="https://a.example/x" title="https://a.example/x" target="_blank" rel="noopener noreferrer nofollow">docs</a></p>',
    );
    expect(html("https://a.example")).toContain('<a href="https://a.example" target');
  });

  it("shows HTML as the text it is", () => {
    expect(html('<img src=x onerror="alert(1)"> <script>alert(1)</script> &lt;b>')).toBe(
      "<p>&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;b&gt;</p>",
    );
  });

  it("renders 4,000 nested quotes within 50 ms", () => {
    let markup = "";
    // The best of ten: what it costs, whatever else the machine is doing.
    const costs = Array.from({ length: 10 }, () => {
      const start = performance.now();
      markup = html(">".repeat(4_000));
      return performance.now() - start;
    });
    expect(Math.min(...costs)).toBeLessThan(50);
    expect(markup).toContain("&gt;&gt;");
  });

  it("bounds what the longest message can make", () => {
    const pieces = ["> ", "- ", "1. ", "*a*", "||a||", "`a`", "[a](https://a)", "**", "~~", "<@", "\n\n", "# ", "***a"];
    for (const piece of pieces) {
      const body = piece.repeat(Math.floor(8_000 / piece.length));
      const start = performance.now();
      void render(body);
      expect(performance.now() - start, JSON.stringify(piece)).toBeLessThan(2_500);
      expectHarmless(body);
    }
  });

  it("executes nothing of a known corpus of attacks", () => {
    expect(payloads.length).toBeGreaterThan(100);
    for (const { payload } of payloads) {
      for (const body of [payload, `> ${payload}`, `[x](${payload})`, `||${payload}||`]) expectHarmless(body);
    }
  });
});

describe("isEmojiOnly", () => {
  it("knows a few emoji from a text", () => {
    for (const body of ["🎉", "👀 👍🏽", "👨‍👩‍👧‍👦\n❤️", "🇩🇪", "1️⃣", "☝🏽"]) expect(isEmojiOnly(body), body).toBe(true);
    for (const body of ["ok 🎉", "1", "#", "❤", "©", "🇩", "🎉ok", "12", "", "   ", "🎉".repeat(13), ":tada:"])
      expect(isEmojiOnly(body), body).toBe(false);
    const isBoat = (name: string) => name === "boat";
    for (const body of [":boat:", ":boat: 🎉\n:boat:"]) expect(isEmojiOnly(body, isBoat), body).toBe(true);
    for (const body of [":boat:", ":plane:"]) expect(isEmojiOnly(body), body).toBe(false);
    expect(isEmojiOnly(":boat: :plane:", isBoat)).toBe(false);
  });
});
