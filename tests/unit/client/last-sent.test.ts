import { expect, test } from "vitest";
import { lastSentAt } from "../../../lib/client/last-sent.ts";
import { MessageBook } from "../../../lib/client/message-book.ts";
import type { ChatState } from "../../../lib/client/state.ts";
import type { MessageView } from "../../../lib/contract/messages.ts";

const at = (second: number) => Date.UTC(2026, 3, 4, 10, 0, second);

function stateOf(messages: (Partial<MessageView> & { second: number })[], floating: string[] = []): ChatState {
  const views = messages.map(({ second, ...view }, index) => ({
    id: `0${index}`,
    threadId: "t",
    seq: index + 1,
    system: null,
    createdAt: new Date(at(second)).toISOString(),
    ...view,
  })) as MessageView[];
  const book = views.reduce((all, view) => all.with({ view, asOf: view.seq }), MessageBook.empty);
  const ids = views.map(({ id }) => id).filter((id) => !floating.includes(id));
  const slice = { messages: book, floating, ranges: [{ from: 0, to: ids.length, ids }] };
  return { me: { id: "cy" }, threads: { t: slice } } as unknown as ChatState;
}

test("the last own message that is loaded, deleted or not yet placed", () => {
  const mine = { authorId: "cy" };
  const theirs = { authorId: "bo" };
  expect(
    lastSentAt(
      stateOf([
        { ...mine, second: 1 },
        { ...mine, second: 5, deletedAt: "x" },
        { ...theirs, second: 9 },
      ]),
      "t",
      60_000,
    ),
  ).toBe(at(5));
  expect(
    lastSentAt(
      stateOf(
        [
          { ...mine, second: 1 },
          { ...mine, second: 7 },
        ],
        ["01"],
      ),
      "t",
      60_000,
    ),
  ).toBe(at(7));
  const note = { ...mine, system: { type: "joined" } } as unknown as Partial<MessageView>;
  expect(
    lastSentAt(
      stateOf([
        { ...note, second: 3 },
        { ...theirs, second: 4 },
      ]),
      "t",
      60_000,
    ),
  ).toBeNull();
});

test("nothing that slow mode has forgotten, and nothing where it is off", () => {
  const messages = [
    { authorId: "cy", second: 1 },
    { authorId: "bo", second: 50 },
    { authorId: "bo", second: 55 },
  ];
  expect(lastSentAt(stateOf(messages), "t", 10_000)).toBeNull();
  expect(lastSentAt(stateOf(messages), "t", 0)).toBeNull();
  expect(lastSentAt(stateOf(messages), "elsewhere", 10_000)).toBeNull();
});
