"use client";

import { useEffect } from "react";

/** Not in the style sheet of the page: its optimiser does not know the pseudo-element and would drop or warn of it. */
const LOOK = `
  ::highlight(found) { background: var(--warn-soft); text-decoration: underline 1px var(--warn); }
  ::highlight(found-chosen) { background: var(--warn); color: var(--bg); }`;

let look: CSSStyleSheet | null = null;

function adoptLook(): void {
  if (look) return;
  look = new CSSStyleSheet();
  look.replaceSync(LOOK);
  document.adoptedStyleSheets.push(look);
}

/**
 * Marks the words in what is on screen, the chosen message's more strongly: through the browser's highlights, so no
 * message is drawn anew for it. Where a browser has none, the chosen message is still marked by the jump.
 */
export function useFoundMarks(q: string, chosenId: string | null): void {
  const wanted = q.trim().toLowerCase();
  useEffect(() => {
    const log = document.querySelector("main [data-message-list]");
    if (!log || wanted === "" || typeof Highlight === "undefined") return;
    const mark = () => {
      const [all, chosen] = [new Highlight(), new Highlight()];
      for (const row of log.querySelectorAll<HTMLElement>("[data-message]"))
        for (const range of rangesIn(row, wanted)) (row.dataset.message === chosenId ? chosen : all).add(range);
      CSS.highlights.set("found", all);
      CSS.highlights.set("found-chosen", chosen);
    };
    adoptLook();
    mark();
    // Rows come and go as the list is scrolled.
    let frame = 0;
    const observer = new MutationObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(mark);
    });
    observer.observe(log, { childList: true, subtree: true, characterData: true });
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      CSS.highlights.delete("found");
      CSS.highlights.delete("found-chosen");
    };
  }, [wanted, chosenId]);
}

/** Where the words stand in the text of a row, also across emphasis and links. */
function rangesIn(row: HTMLElement, wanted: string): Range[] {
  const text = row.querySelector("[id^='text-']");
  if (!text) return [];
  const nodes: { node: Text; from: number }[] = [];
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let all = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push({ node: node as Text, from: all.length });
    all += (node as Text).data;
  }
  const lower = all.toLowerCase();
  // A few letters change their length in lower case: then places would not fit.
  if (lower.length !== all.length) return [];
  const place = (index: number) => {
    const { node, from } = nodes.findLast((one) => one.from <= index)!;
    return [node, index - from] as const;
  };
  const ranges: Range[] = [];
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
    const range = document.createRange();
    range.setStart(...place(at));
    const [last, offset] = place(at + wanted.length - 1);
    range.setEnd(last, offset + 1);
    ranges.push(range);
  }
  return ranges;
}
