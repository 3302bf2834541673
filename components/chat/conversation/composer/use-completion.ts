"use client";

import { type KeyboardEvent, useCallback, useId, useRef, useState } from "react";
import type { ChoiceKeys } from "./choice-list.tsx";
import type { TextChoice } from "./choices.tsx";
import { completionAt } from "./completion-query.ts";
import { labelFor, type NamedMention } from "./mention-text.ts";
import type { Field } from "./use-field.ts";

type CompletionInput = { field: Field; mentions: readonly NamedMention[]; onMention: (mention: NamedMention) => void };

/** The list that opens while something is being completed. */
export function useCompletion({ field, mentions, onMention }: CompletionInput) {
  const found = field.caret < 0 ? null : completionAt(field.text, field.caret);
  // Escape closes the list for this very trigger; another one opens it again.
  const [closedAt, setClosedAt] = useState<string | null>(null);
  const [activeId, setActiveId] = useState<string | null>(null);
  const keys = useRef<ChoiceKeys>(null);
  const listId = useId();
  const place = found && `${found.trigger}${found.start}`;
  if (closedAt !== null && place !== closedAt) setClosedAt(null);
  const open = found && place !== closedAt ? found : null;

  const pick = useCallback(
    (choice: TextChoice) => {
      if (!open) return;
      const mention = choice.mention && labelFor(choice.mention, mentions, choice.mark);
      if (mention) onMention(mention);
      field.edit(({ text }) => {
        const insert = `${mention?.label ?? choice.insert} `;
        const after = text.slice(open.start + 1 + open.query.length).replace(/^ /, "");
        const end = open.start + insert.length;
        return { text: text.slice(0, open.start) + insert + after, start: end, end };
      });
    },
    [open, mentions, onMention, field],
  );

  /** True when the list took the key. */
  const onKey = (event: KeyboardEvent): boolean => {
    if (!open || event.nativeEvent.isComposing) return false;
    if (event.key === "Escape" && activeId !== null) {
      setClosedAt(place);
      return true;
    }
    return keys.current?.onKey(event) ?? false;
  };

  return { open, pick, onKey, keys, listId, activeId, onActive: setActiveId };
}
