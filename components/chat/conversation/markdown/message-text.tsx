"use client";

import { type ReactNode, useMemo } from "react";
import { useAllCustomEmoji, useGroups, usePerson, useThread } from "../../../../lib/client/hooks.ts";
import type { Mention } from "../../../../lib/markdown/mention-rule.ts";
import { parseMarkdown, type Token } from "../../../../lib/markdown/parse.ts";
import { groupSize } from "../../../people/group-size.ts";
import { placeOfAddress } from "../../../shell/navigate.ts";
import { openPerson } from "../../../shell/shell-state.ts";
import { ThreadLink } from "../../../shell/thread-link.tsx";
import { classNames } from "../../../ui/class-names.ts";
import { useConversation } from "../conversation-scope.ts";
import { textWithEmoji } from "../emoji/emoji-sign.tsx";
import { CodeBlock } from "./code-block.tsx";
import { isEmojiOnly } from "./emoji-only.ts";
import { LINK, type MarkdownParts, renderTokens } from "./render-tokens.tsx";
import { Spoiler } from "./spoiler.tsx";
import { TextTable } from "./text-table.tsx";

const CHIP = "rounded-[5px] bg-accent-soft px-0.75 font-medium text-accent-text";
const MINE = "bg-warn-soft text-warn-text";

// Rows leave and enter the screen while scrolling; parsing a page of messages again and again would be felt.
const parsed = new Map<string, Token[]>();
const REMEMBERED = 400;

function parseOnce(body: string): Token[] {
  const known = parsed.get(body);
  if (known) return known;
  const tokens = parseMarkdown(body);
  if (parsed.size >= REMEMBERED) parsed.clear();
  parsed.set(body, tokens);
  return tokens;
}

function PersonMention({ id }: { id: string }) {
  const { meId } = useConversation();
  const person = usePerson(id);
  return (
    <button
      type="button"
      onClick={() => openPerson(id)}
      className={classNames(CHIP, "inline hover:underline", id === meId && MINE)}
    >
      @{person?.displayName ?? "…"}
    </button>
  );
}

function ThreadMention({ id }: { id: string }) {
  const thread = useThread(id);
  if (!thread) return <span className={CHIP}>#private</span>;
  return (
    <ThreadLink threadId={id} className={classNames(CHIP, "hover:underline")}>
      #{thread.name}
    </ThreadLink>
  );
}

/** Warm where it calls oneself. */
function GroupMention({ id }: { id: string }) {
  const { meId } = useConversation();
  const group = useGroups()[id];
  if (!group) return <span className={CHIP}>@gone</span>;
  return (
    <span
      title={`${group.name} · ${groupSize(group)}`}
      className={classNames(CHIP, group.memberIds.includes(meId) && MINE)}
    >
      @{group.handle}
    </span>
  );
}

function MentionChip({ mention }: { mention: Mention }) {
  if (mention.of === "person") return <PersonMention id={mention.id} />;
  if (mention.of === "thread") return <ThreadMention id={mention.id} />;
  if (mention.of === "group") return <GroupMention id={mention.id} />;
  return <span className={classNames(CHIP, MINE)}>@{mention.of}</span>;
}

const parts: MarkdownParts = {
  mention: (mention) => <MentionChip mention={mention} />,
  code: (text, language) => <CodeBlock text={text} language={language} />,
  spoiler: (children) => <Spoiler>{children}</Spoiler>,
  table: (children) => <TextTable>{children}</TextTable>,
  ownLink: (href, children) => {
    const place = placeOfAddress(href);
    return (
      place && (
        <ThreadLink {...place} className={LINK}>
          {children}
        </ThreadLink>
      )
    );
  },
  text: textWithEmoji,
};

/** The body of a message as it is read; `after` follows its last words on the same line. */
export function MessageText({ body, after }: { body: string; after?: ReactNode }) {
  const content = useMemo(() => renderTokens(parseOnce(body), parts), [body]);
  const custom = useAllCustomEmoji();
  return (
    <div
      className={classNames(
        "text-pretty [overflow-wrap:anywhere]",
        after !== undefined && "[&>p:nth-last-child(2)]:inline",
        isEmojiOnly(body, (name) => Object.hasOwn(custom, name)) && "text-[2rem] leading-tight",
      )}
    >
      {content}
      {after}
    </div>
  );
}
