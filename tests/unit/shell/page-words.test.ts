import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { shownFor } from "../../../components/shell/connection-text.ts";
import { titleText } from "../../../components/shell/title-text.ts";
import { agoText } from "../../../components/threads/ago-text.ts";
import { colourOf, initialOf } from "../../../components/ui/avatar-face.ts";
import { CountBadge } from "../../../components/ui/badge.tsx";

describe("the browser's title", () => {
  const at = { page: "launch-week", workspace: "Harbour Lab" };

  it("counts what is meant for the person, and marks the rest with a dot", () => {
    expect(titleText({ ...at, meant: 3, unread: 20 })).toBe("(3) launch-week · Harbour Lab");
    expect(titleText({ ...at, meant: 120, unread: 120 })).toBe("(99+) launch-week · Harbour Lab");
    expect(titleText({ ...at, meant: 0, unread: 2 })).toBe("• launch-week · Harbour Lab");
    expect(titleText({ ...at, meant: 0, unread: 0 })).toBe("launch-week · Harbour Lab");
  });

  it("does without a page that has no name yet", () => {
    expect(titleText({ page: "", workspace: "Harbour Lab", meant: 0, unread: 0 })).toBe("Harbour Lab");
  });
});

describe("a count", () => {
  const shown = (count: number) => renderToStaticMarkup(createElement(CountBadge, { count })).replace(/<[^>]*>/g, "");

  it("R2: is exact up to 99, and 99+ beyond", () => {
    expect([1, 98, 99, 100, 4_711].map(shown)).toEqual(["1", "98", "99", "99+", "99+"]);
  });
});

describe("the connection chip", () => {
  const live = { status: "live", behind: 0, polling: false } as const;

  it("says live only of what is", () => {
    expect(shownFor(live, false).text).toBe("Live");
    expect(shownFor(live, true).text).toBe("Not live");
    expect(shownFor({ ...live, polling: true }, false).text).toBe("Every 15 s");
    expect(shownFor({ ...live, status: "catching-up", behind: 14 }, false).text).toBe("Catching up 14…");
    expect(shownFor({ ...live, status: "offline" }, true).text).toBe("Offline");
  });
});

describe("how long ago", () => {
  const now = Date.parse("2026-04-04T12:00:00.000Z");

  it("uses the largest unit that fits", () => {
    expect(agoText("2026-04-04T11:59:30.000Z", now)).toBe("just now");
    expect(agoText("2026-04-04T11:20:00.000Z", now)).toBe("40 minutes ago");
    expect(agoText("2026-04-03T11:20:00.000Z", now)).toBe("yesterday");
    expect(agoText("2026-04-04T12:00:09.000Z", now), "a clock that runs ahead").toBe("just now");
  });
});

describe("an avatar", () => {
  it("shows the first whole character, whatever it is made of", () => {
    expect(initialOf("ada")).toBe("A");
    expect(initialOf("  👩‍🚀 Ada")).toBe("👩‍🚀");
    expect(initialOf("éa".normalize("NFD"))).toBe("É".normalize("NFD"));
    expect(initialOf("1️⃣ Ada")).toBe("1️⃣");
    expect(initialOf("Ørsted")).toBe("Ø");
    expect(initialOf("é")).toBe("É");
    expect(initialOf("李 明")).toBe("李");
    expect(initialOf("")).toBe("?");
  });

  it("keeps its colour, and gives neighbours different ones", () => {
    const ids = Array.from({ length: 40 }, (_, n) => `0190a3c4-0000-7000-8000-${String(n).padStart(12, "0")}`);
    expect(colourOf(ids[0] ?? "")).toBe(colourOf(ids[0] ?? ""));
    expect(new Set(ids.map(colourOf)).size).toBeGreaterThan(5);
  });
});
