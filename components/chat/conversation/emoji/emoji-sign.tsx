"use client";

import { Fragment, type ReactNode } from "react";
import { useCustomEmoji, usePreference } from "../../../../lib/client/hooks.ts";
import { customEmojiName, emojiPath } from "../../../../lib/contract/emoji-name.ts";
import { classNames } from "../../../ui/class-names.ts";

/**
 * An emoji as it is shown: a character, or the picture of a custom one, as large as the text around it. A custom one that
 * is not there any more is its name.
 */
export function EmojiSign({ emoji, className }: { emoji: string; className?: string }) {
  const name = customEmojiName(emoji);
  const custom = useCustomEmoji(name);
  const { reducedMotion } = usePreference();
  if (!custom) return emoji;
  return (
    <picture>
      {custom.animated && <source srcSet={emojiPath(custom.id, true)} media="(prefers-reduced-motion: reduce)" />}
      <img
        src={emojiPath(custom.id, custom.animated && reducedMotion)}
        alt={emoji}
        title={emoji}
        draggable={false}
        className={classNames("inline-block size-[1.375em] align-[-0.3em] select-text", className)}
      />
    </picture>
  );
}

const EACH = /(:[a-z0-9_-]{2,32}:)/;

/** Text with the custom emoji that are written in it. */
export function textWithEmoji(text: string): ReactNode {
  if (!text.includes(":")) return text;
  const parts = text.split(EACH);
  if (parts.length === 1) return text;
  return parts.map((part, at) =>
    at % 2 === 1 ? <EmojiSign key={at} emoji={part} /> : <Fragment key={at}>{part}</Fragment>,
  );
}
