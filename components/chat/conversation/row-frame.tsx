"use client";

import type { ComponentProps, ReactNode } from "react";
import { usePerson, usePreference } from "../../../lib/client/hooks.ts";
import { openPerson } from "../../shell/shell-state.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { classNames } from "../../ui/class-names.ts";
import type { Row } from "./message-rows.ts";
import { MessageTime } from "./message-time.tsx";
import { RoleBadge } from "./role-badge.tsx";

const ARTICLE =
  "group/row relative grid grid-cols-[var(--message-avatar)_minmax(0,1fr)] gap-x-3 px-5 -outline-offset-2 hover:bg-hover/55 focus-within:bg-hover/55 max-md:px-4";

/** The ids by which a row reads aloud: who, what, when. */
export const rowIds = (key: string) => ({ name: `name-${key}`, text: `text-${key}`, time: `time-${key}` });

type RowFrameProps = Omit<ComponentProps<"article">, "children"> & {
  row: Row;
  messageId: string | null;
  /** No picture and no name of its own: grouped under the row before, or Confab's own. */
  plain: boolean;
  highlighted: boolean;
  quote: ReactNode;
  bar: ReactNode;
  children: ReactNode;
};

/** The shape of a row: picture or time at the side, then quote, name and content. */
export function RowFrame(props: RowFrameProps) {
  const { row, messageId, plain, highlighted, quote, bar, children, className, ...rest } = props;
  const ids = rowIds(row.key);
  return (
    <article
      aria-labelledby={`${ids.name} ${ids.text} ${ids.time}`}
      className={classNames(
        ARTICLE,
        plain ? "py-px" : "pt-(--message-pad) pb-0.5",
        highlighted && "bg-warn-soft transition-colors duration-1000",
        className,
      )}
      {...rest}
    >
      {plain ? <SideTime row={row} messageId={messageId} /> : <AuthorAvatar authorId={row.authorId} />}
      <div className="min-w-0">
        {quote}
        <AuthorLine row={row} messageId={messageId} plain={plain} />
        {children}
      </div>
      {bar}
    </article>
  );
}

type PartProps = { row: Row; messageId: string | null };

function SideTime({ row, messageId }: PartProps) {
  return (
    <MessageTime
      id={rowIds(row.key).time}
      at={row.createdAt}
      messageId={messageId}
      bare
      className="truncate pt-1 text-right text-[0.65625rem] text-text-3 opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 max-md:text-clip"
    />
  );
}

function AuthorAvatar({ authorId }: { authorId: string }) {
  const author = usePerson(authorId);
  const { density } = usePreference();
  const size = density === "compact" ? 28 : 36;
  return (
    <button type="button" tabIndex={-1} aria-hidden="true" onClick={() => openPerson(authorId)} className="h-fit pt-px">
      <Avatar id={authorId} name={author?.displayName ?? "?"} url={author?.avatarUrl ?? null} size={size} />
    </button>
  );
}

function AuthorLine({ row, messageId, plain }: PartProps & { plain: boolean }) {
  const author = usePerson(row.authorId);
  const ids = rowIds(row.key);
  if (plain) {
    return (
      <span id={ids.name} className="sr-only">
        {author?.displayName}
      </span>
    );
  }
  return (
    <header className="flex items-baseline gap-2 leading-[1.3]">
      <button
        id={ids.name}
        type="button"
        tabIndex={-1}
        onClick={() => openPerson(row.authorId)}
        className="truncate font-[620] tracking-[-0.005em] hover:underline"
      >
        {author?.displayName ?? "…"}
      </button>
      <RoleBadge userId={row.authorId} />
      <MessageTime
        id={ids.time}
        at={row.createdAt}
        messageId={messageId}
        className="shrink-0 text-xs text-text-3 hover:underline"
      />
    </header>
  );
}
