/** What would be markup in a name. */
const escape = (text: string) => text.replace(/[\\`*_~|<>[\]]/g, "\\$&");

/** A message, or a part of it, as a quote: who wrote it, with a link to it, then its lines. */
export function quoteText({ name, link, text }: { name: string; link: string; text: string }): string {
  const lines = text.trim().split("\n");
  return [`> **${escape(name)}** [wrote](${link}):`, ...lines.map((line) => `> ${line}`.trimEnd())].join("\n");
}

/** What is selected of the words of the row around an element; empty where nothing is, or more than they are. */
export function selectedInRow(within: Element): string {
  const element = within.closest("[data-row]")?.querySelector("[data-words]");
  const selection = document.getSelection();
  if (!element || !selection || selection.isCollapsed || selection.rangeCount === 0) return "";
  return element.contains(selection.getRangeAt(0).commonAncestorContainer) ? selection.toString().trim() : "";
}
