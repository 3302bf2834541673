import { expect, it } from "vitest";
import { conversationPeople } from "../../../lib/client/conversation-people.ts";
import { MessageBook } from "../../../lib/client/message-book.ts";
import type { ThreadSlice } from "../../../lib/client/state.ts";
import type { MessageView } from "../../../lib/contract/messages.ts";

type Said = { seq: number; by: string; mentions?: string[]; kind?: MessageView["kind"]; deletedAt?: string };

function sliceOf(said: Said[]): ThreadSlice {
  const messages = said.reduce(
    (book, { seq, by, mentions = [], kind = "PERSON", deletedAt = null as string | null }) => {
      const view = { id: `message-${seq.toString(16).padStart(2, "0")}`, seq, authorId: by, mentions, kind, deletedAt };
      return book.with({ view: view as unknown as MessageView, asOf: seq });
    },
    MessageBook.empty,
  );
  return { messages } as unknown as ThreadSlice;
}

it("puts who wrote lately first, then whom I mention, and me nowhere", () => {
  const slice = sliceOf([
    { seq: 1, by: "me", mentions: ["fay"] },
    { seq: 2, by: "bo" },
    { seq: 3, by: "me", mentions: ["eve", "cy", "me"] },
    { seq: 4, by: "ada" },
    { seq: 5, by: "cy" },
    { seq: 6, by: "joiner", kind: "SYSTEM" },
    { seq: 7, by: "gone", deletedAt: "2026-01-01" },
    { seq: 8, by: "ada", mentions: ["zoe"] },
  ]);
  expect(conversationPeople(slice, "me")).toEqual(["ada", "cy", "bo", "eve", "fay"]);
  expect(conversationPeople(undefined, "me")).toEqual([]);
});

it("forgets who wrote long ago", () => {
  const lines = Array.from({ length: 60 }, (_, index) => ({ seq: index + 2, by: "ada" }));
  expect(conversationPeople(sliceOf([{ seq: 1, by: "bo" }, ...lines]), "me")).toEqual(["ada"]);
});
