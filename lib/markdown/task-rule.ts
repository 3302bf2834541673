import type { StateCore } from "markdown-it";

const MARK = /^\[([ xX])\][ \t]+(?=\S)/;

/** What `meta` of a `list_item_open` says where the item is a task. */
export type Task = { done: boolean };

/**
 * markdown-it core rule, before inline text is parsed: an item that begins with `[ ] ` or `[x] ` is a task. Its
 * `list_item_open` gets a Task as its `meta`, and the mark is taken out of its text.
 */
export function taskRule({ tokens }: StateCore): void {
  for (const [at, item] of tokens.entries()) {
    if (item.type !== "list_item_open" || tokens[at + 1]?.type !== "paragraph_open") continue;
    const text = tokens[at + 2];
    const mark = text?.type === "inline" ? MARK.exec(text.content) : null;
    if (!text || !mark) continue;
    item.meta = { done: mark[1] !== " " } satisfies Task;
    text.content = text.content.slice(mark[0].length);
  }
}
