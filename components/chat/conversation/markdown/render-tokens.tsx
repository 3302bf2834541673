import { createElement, Fragment, type ReactNode } from "react";
import type { Mention } from "../../../../lib/markdown/mention-rule.ts";
import type { Token } from "../../../../lib/markdown/parse.ts";
import type { Task } from "../../../../lib/markdown/task-rule.ts";
import { classNames } from "../../../ui/class-names.ts";

/** The parts of a message that know the store or have state; the rest is plain elements. */
export type MarkdownParts = {
  mention: (mention: Mention) => ReactNode;
  code: (text: string, language: string) => ReactNode;
  spoiler: (children: ReactNode) => ReactNode;
  table: (children: ReactNode) => ReactNode;
  /** A link to a place of this workspace; null for any other. */
  ownLink: (href: string, children: ReactNode) => ReactNode;
  text: (text: string) => ReactNode;
};

const CLASSES: Record<string, string> = {
  // Headings in a message are emphasis, not landmarks of the page.
  h1: "mt-1 text-lg font-semibold",
  h2: "mt-1 text-[1rem] font-semibold",
  h3: "mt-1 font-semibold",
  h4: "mt-1 font-semibold",
  h5: "mt-1 font-semibold",
  h6: "mt-1 font-semibold",
  p: "whitespace-pre-wrap [p+&]:mt-2",
  blockquote: "my-1 border-l-[3px] border-accent-line pl-2.5 text-text-2",
  ul: "my-0.5 list-disc pl-6 [&_ul]:list-[circle]",
  ol: "my-0.5 list-decimal pl-7",
  li: "pl-0.5",
  hr: "my-2 border-line",
  strong: "font-[650]",
  em: "italic",
  s: "line-through decoration-text-3",
  thead: "bg-hover",
  th: "border-b border-line px-2.5 py-1 font-semibold whitespace-nowrap [&:not(:last-child)]:border-r",
  td: "border-line px-2.5 py-1 align-top [tr:not(:last-child)>&]:border-b [&:not(:last-child)]:border-r",
};

const TASK = "-ml-5 list-none";

const ALIGNED: Record<string, string> = {
  "text-align:left": "text-left",
  "text-align:center": "text-center",
  "text-align:right": "text-right",
};

const HEADING = /^h[1-6]$/;

const INLINE_CODE =
  "rounded-[5px] border border-line bg-code px-1.25 py-px font-mono text-[0.87em] font-medium [overflow-wrap:anywhere]";
export const LINK = "text-accent-text underline decoration-accent-line underline-offset-2 hover:decoration-current";

type Frame = { open: Token | null; children: ReactNode[] };

function linkProps(token: Token, children: ReactNode[]) {
  const href = String(token.attrGet("href") ?? "");
  const shown = children.length === 1 && children[0] === href;
  // A link that calls itself something else says on hover where it leads.
  return {
    href,
    title: shown ? undefined : href,
    target: "_blank",
    rel: "noopener noreferrer nofollow",
    className: LINK,
  };
}

function closeFrame({ open, children }: Frame, key: number, parts: MarkdownParts): ReactNode {
  if (!open) return createElement(Fragment, { key }, ...children);
  if (open.type === "spoiler_open") return createElement(Fragment, { key }, parts.spoiler(children));
  if (open.type === "table_open") return createElement(Fragment, { key }, parts.table(children));
  if (open.type === "link_open" && open.attrGet("href")) {
    const own = parts.ownLink(String(open.attrGet("href")), children);
    if (own) return createElement(Fragment, { key }, own);
    return createElement("a", { key, ...linkProps(open, children) }, ...children);
  }
  // A tight list has its paragraphs hidden: the text stands in the item itself. `[a]()` leads nowhere.
  if (open.hidden || open.type === "link_open") return createElement(Fragment, { key }, ...children);
  if (open.type === "list_item_open" && open.meta) return taskItem(open.meta as Task, key, children);
  const tag = HEADING.test(open.tag) ? "p" : open.tag;
  const start = open.type === "ordered_list_open" ? Number(open.attrGet("start") ?? 1) : undefined;
  const aligned = ALIGNED[String(open.attrGet("style") ?? "")] ?? (open.tag === "th" ? "text-left" : undefined);
  const className = classNames(CLASSES[open.tag], aligned);
  return createElement(tag, { key, start, scope: open.tag === "th" ? "col" : undefined, className }, ...children);
}

/** A picture of a box, not one to tick: the text is its author's. */
function taskItem({ done }: Task, key: number, children: ReactNode[]): ReactNode {
  const box = createElement("input", {
    type: "checkbox",
    checked: done,
    disabled: true,
    "aria-label": done ? "Done" : "To do",
    className: "mr-1.5 size-3.5 translate-y-0.5 accent-accent",
  });
  return createElement("li", { key, className: classNames(CLASSES.li, TASK) }, box, ...children);
}

function leaf(token: Token, key: number, parts: MarkdownParts): ReactNode {
  switch (token.type) {
    case "text": {
      const shown = parts.text(token.content);
      return typeof shown === "string" ? shown : createElement(Fragment, { key }, shown);
    }
    case "text_special":
      return token.content;
    case "softbreak":
    case "hardbreak":
      return createElement("br", { key });
    case "code_inline":
      return createElement("code", { key, className: INLINE_CODE }, token.content);
    case "mention":
      return createElement(Fragment, { key }, parts.mention(token.meta as Mention));
    case "fence":
      return createElement(Fragment, { key }, parts.code(token.content, token.info.trim().split(/\s/)[0] ?? ""));
    case "hr":
      return createElement("hr", { key, className: CLASSES.hr });
    default:
      // Whatever the parser may learn to make is shown as its text, never as an element we do not know.
      return token.content;
  }
}

/** Block tokens with their inline children in place of them, in reading order. */
function* flatten(tokens: readonly Token[]): Generator<Token> {
  for (const token of tokens) {
    if (token.type === "inline") yield* token.children ?? [];
    else yield token;
  }
}

/**
 * Makes React elements of a parsed message: no HTML string exists on the way, so there is nothing to sanitise.
 * Works with a stack of its own, whatever the depth, and knows only the elements named in this file.
 */
export function renderTokens(tokens: readonly Token[], parts: MarkdownParts): ReactNode {
  const stack: Frame[] = [{ open: null, children: [] }];
  let key = 0;
  for (const token of flatten(tokens)) {
    const top = stack.at(-1) as Frame;
    if (token.nesting === 1) {
      stack.push({ open: token, children: [] });
    } else if (token.nesting === 0) {
      top.children.push(leaf(token, key++, parts));
    } else if (stack.length > 1) {
      stack.pop();
      stack.at(-1)?.children.push(closeFrame(top, key++, parts));
    }
  }
  while (stack.length > 1) {
    const top = stack.pop() as Frame;
    stack.at(-1)?.children.push(closeFrame(top, key++, parts));
  }
  return stack[0]?.children ?? null;
}
