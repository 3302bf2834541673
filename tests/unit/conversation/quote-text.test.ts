import { expect, it } from "vitest";
import { quoteText } from "../../../components/chat/conversation/quote-text.ts";
import { snapshotOf } from "../../../components/chat/conversation/forward/snapshot.ts";
import type { MessageView } from "../../../lib/contract/messages.ts";
import { plainText } from "../../../lib/markdown/plain-text.ts";

it("quotes every line under the name of who wrote it, whatever is in the name", () => {
  const quote = quoteText({
    name: "Ada *the* [Fox]",
    link: "https://x.example/t/1?m=2",
    text: "one\n\n```\ntwo\n```\n",
  });
  expect(quote.split("\n")).toEqual([
    "> **Ada \\*the\\* \\[Fox\\]** [wrote](https://x.example/t/1?m=2):",
    "> one",
    ">",
    "> ```",
    "> two",
    "> ```",
  ]);
  expect(plainText(quote)).toContain("Ada *the* [Fox] wrote:\none");
});

it("passes on a message as it is, or what it passes on itself, and nothing of what is gone", () => {
  const forward = { messageId: "o", threadId: "s", authorId: "a", createdAt: "2026-01-01", body: "first", files: 0 };
  const message = {
    id: "m",
    threadId: "t",
    authorId: "b",
    createdAt: "2026-02-02",
    body: "words",
    system: null,
    deletedAt: null,
    attachments: [],
    forward: null,
  } as unknown as MessageView;
  const own = { messageId: "m", threadId: "t", authorId: "b", createdAt: "2026-02-02", body: "words", files: 0 };
  expect(snapshotOf(message)).toEqual(own);
  expect(snapshotOf({ ...message, forward })).toEqual(forward);
  expect(snapshotOf({ ...message, forward: { ...forward, body: null } })).toEqual(own);
  expect(snapshotOf({ ...message, body: "", forward: { ...forward, body: null } })).toBeNull();
  expect(snapshotOf({ ...message, body: null, deletedAt: "2026-03-03" })).toBeNull();
  expect(snapshotOf({ ...message, system: { type: "created" } })).toBeNull();
});
