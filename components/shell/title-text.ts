type TitleParts = {
  /** Mentions and direct messages. */
  meant: number;
  unread: number;
  page: string;
  workspace: string;
};

/** `(3) launch-week · Harbour Lab`; a dot where something is unread that is not meant for this person. */
export function titleText({ meant, unread, page, workspace }: TitleParts): string {
  const mark = meant > 0 ? `(${meant > 99 ? "99+" : meant}) ` : unread > 0 ? "• " : "";
  return mark + [page, workspace].filter(Boolean).join(" · ");
}
