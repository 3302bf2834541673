"use client";

import { AtSign, Bold, Code, Smile } from "lucide-react";
import { useState } from "react";
import { useIsMac } from "../../../shell/platform.ts";
import { IconButton } from "../../../ui/icon-button.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { LazyEmojiGrid } from "../emoji/lazy-emoji-grid.tsx";
import { type Selected, toggleCode, toggleMarker } from "./text-format.ts";
import type { Field } from "./use-field.ts";

/** Puts words at the caret, apart from the word before it. */
function insertAtCaret({ text, start, end }: Selected, words: string): Selected {
  const gap = start > 0 && !/\s/.test(text[start - 1] ?? "") ? " " : "";
  const at = start + gap.length + words.length;
  return { text: text.slice(0, start) + gap + words + text.slice(end), start: at, end: at };
}

/** What the mouse and the thumb use; every one of these has a key as well. */
export function Toolbar({ field }: { field: Field }) {
  const mod = useIsMac() ? "⌘" : "Ctrl ";
  const [emoji, setEmoji] = useState(false);
  return (
    <div role="toolbar" aria-label="Formatting" className="flex items-center gap-0.5">
      <Popover
        label="Emoji"
        side="top"
        open={emoji}
        onOpenChange={setEmoji}
        trigger={
          <IconButton label="Emoji" shortcut=":" side="top">
            <Smile />
          </IconButton>
        }
      >
        <LazyEmojiGrid
          onClose={() => setEmoji(false)}
          onPick={(picked) => {
            setEmoji(false);
            // After the popover has given focus back, or the text would lose it again.
            requestAnimationFrame(() => field.edit((selected) => insertAtCaret(selected, `${picked} `)));
          }}
        />
      </Popover>
      <IconButton
        label="Mention somebody"
        shortcut="@"
        side="top"
        onClick={() => field.edit((selected) => insertAtCaret(selected, "@"))}
      >
        <AtSign />
      </IconButton>
      <IconButton
        label="Bold"
        shortcut={`${mod}B`}
        side="top"
        className="max-md:hidden"
        onClick={() => field.edit((selected) => toggleMarker(selected, "**"))}
      >
        <Bold />
      </IconButton>
      <IconButton
        label="Code"
        shortcut={`${mod}E`}
        side="top"
        className="max-md:hidden"
        onClick={() => field.edit(toggleCode)}
      >
        <Code />
      </IconButton>
    </div>
  );
}
