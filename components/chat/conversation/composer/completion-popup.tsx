"use client";

import type { Ref } from "react";
import { ChoiceList, type ChoiceKeys } from "./choice-list.tsx";
import { type TextChoice, useCommandChoices, useEmojiChoices, usePeopleChoices, useThreadChoices } from "./choices.tsx";
import type { CompletionQuery } from "./completion-query.ts";

type PopupProps = {
  threadId: string;
  query: string;
  listId: string;
  onPick: (choice: TextChoice) => void;
  onActive: (id: string | null) => void;
  keys: Ref<ChoiceKeys>;
};

const People = ({ threadId, query, ...rest }: PopupProps) => (
  <ChoiceList label="People" choices={usePeopleChoices(threadId, query)} {...rest} />
);

const Threads = ({ threadId: _, query, ...rest }: PopupProps) => (
  <ChoiceList label="Threads" choices={useThreadChoices(query)} {...rest} />
);

const Emoji = ({ threadId: _, query, ...rest }: PopupProps) => (
  <ChoiceList label="Emoji" choices={useEmojiChoices(query)} {...rest} />
);

const Commands = ({ threadId: _, query, ...rest }: PopupProps) => (
  <ChoiceList label="Commands" choices={useCommandChoices(query)} {...rest} />
);

/** What `@`, `#`, `:` and `/` complete. */
export function CompletionPopup({ trigger, ...props }: PopupProps & Pick<CompletionQuery, "trigger">) {
  switch (trigger) {
    case "@":
      return <People {...props} />;
    case "#":
      return <Threads {...props} />;
    case ":":
      return <Emoji {...props} />;
    case "/":
      return <Commands {...props} />;
  }
}
