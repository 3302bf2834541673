import type { DoorCase, WorkspaceDoorCase } from "./door-case.ts";
import { asks, inTurn, MESSAGES, nothingIf, onMessage, onMessages, SENDS } from "./door-answers.ts";

export const MESSAGE_CASES_IN_THREADS: DoorCase[] = [
  {
    door: "message:send",
    input: ({ threadId, fresh }) => ({ threadId, clientId: fresh(), body: "hello" }),
    expects: asks("message.send"),
    writes: SENDS,
    tells: "thread",
  },
  {
    door: "message:send",
    about: "reply",
    input: ({ threadId, fresh, theirs }) => ({ threadId, clientId: fresh(), body: "hello", replyToId: theirs }),
    expects: asks("message.reply"),
    writes: SENDS,
    tells: "thread",
  },
  {
    door: "message:send",
    about: "reply to the past",
    input: ({ threadId, fresh, old }) => ({ threadId, clientId: fresh(), body: "hello", replyToId: old }),
    expects: inTurn(asks("message.reply"), (where) =>
      asks("history.read", { message: MESSAGES.old })(where) === "hide" ? "unknown" : "allow",
    ),
    writes: SENDS,
    tells: "thread",
  },
  {
    door: "message:send",
    about: "passing on the past",
    input: ({ threadId, fresh, old }) => ({ threadId, clientId: fresh(), body: "", forwardId: old }),
    expects: inTurn(asks("message.send"), (where) =>
      asks("history.read", { message: MESSAGES.old })(where) === "hide" ? "unknown" : "allow",
    ),
    writes: [...SENDS, "Forward"],
    tells: "thread",
  },
  {
    door: "message:send",
    about: "to everyone",
    input: ({ threadId, fresh }) => ({ threadId, clientId: fresh(), body: "<!everyone> hello" }),
    expects: inTurn(asks("message.send"), asks("mention.everyone")),
    writes: SENDS,
    tells: "thread",
  },
  ...onMessages(["mine", "theirs", "old"], (name) => ({
    door: "message:edit",
    input: (ids) => ({ messageId: ids[name], body: "another text" }),
    expects: onMessage("message.edit", name),
    writes: ["Message", "MessageEdit", "Thread", "Event"],
    tells: "thread",
  })),
  ...onMessages(["mine", "theirs", "old"], (name) => ({
    door: "message:delete",
    input: (ids) => ({ messageId: ids[name], reason: "off topic" }),
    expects: onMessage("message.delete", name),
    writes: ["Message", "Thread", "Event", "AuditLog", "Notice", "User"],
    tells: "thread",
  })),
  ...onMessages(["mine", "theirs", "old"], (name) => ({
    door: "preview:remove",
    input: (ids) => ({ messageId: ids[name], previewId: ids[name] }),
    expects: onMessage("message.delete", name),
    writes: ["LinkPreview", "Message", "Thread", "Event", "AuditLog"],
    tells: "thread",
  })),
  ...onMessages(["mine", "theirs", "old"], (name) => ({
    door: "message:react",
    input: (ids) => ({ messageId: ids[name], emoji: "🎉" }),
    expects: inTurn(onMessage("message.react", name), onMessage("message.reactNew", name)),
    writes: ["Reaction", "Message", "Thread", "Event"],
    tells: "thread",
  })),
  ...onMessages(["mine", "theirs", "old"], (name) => ({
    door: "message:unreact",
    input: (ids) => ({ messageId: ids[name], emoji: "🎉" }),
    expects: inTurn(
      onMessage("message.react", name),
      nothingIf(() => true),
    ),
    writes: [],
    tells: "nobody",
  })),
  ...onMessages(["mine", "theirs", "old"], (name) => ({
    door: "message:pin",
    input: (ids) => ({ messageId: ids[name] }),
    expects: onMessage("message.pin", name),
    writes: ["Pin", "Message", "Thread", "ThreadParticipant", "Event"],
    tells: "thread",
  })),
  ...onMessages(["mine", "theirs", "old"], (name) => ({
    door: "message:unpin",
    input: (ids) => ({ messageId: ids[name] }),
    expects: inTurn(
      onMessage("message.pin", name),
      nothingIf(() => true),
    ),
    tells: "nobody",
  })),
  ...onMessages(["mine", "theirs", "old"], (name) => ({
    door: "message:save",
    input: (ids) => ({ messageId: ids[name] }),
    expects: asks("history.read", { message: MESSAGES[name] }),
    writes: ["SavedMessage", "User", "Event"],
    tells: "nobody",
  })),
  ...onMessages(["mine", "theirs", "old"], (name) => ({
    door: "message:restore",
    input: (ids) => ({ messageId: ids[name] }),
    expects: inTurn(
      onMessage("message.restore", name),
      nothingIf(() => true),
    ),
    tells: "thread",
  })),
  ...onMessages(["mine", "theirs", "old"], (name) => ({
    door: "message:report",
    input: (ids) => ({ messageId: ids[name], id: ids.fresh(), category: "SPAM", words: "again" }),
    expects: inTurn(onMessage("message.report", name), () => (name === "mine" ? "SELF" : "allow")),
    writes: ["Report"],
    tells: "nobody",
  })),
  { door: "messages", input: ({ threadId }) => ({ threadId }), expects: asks("history.read") },
  { door: "pins", input: ({ threadId }) => ({ threadId }), expects: asks("history.read") },
  { door: "find", input: ({ threadId }) => ({ threadId, q: "ell" }), expects: asks("history.read") },
  ...onMessages(["theirs", "old"], (name) => ({
    door: "messages",
    input: (ids) => ({ threadId: ids.threadId, aroundId: ids[name] }),
    expects: inTurn(asks("history.read"), asks("history.read", { message: MESSAGES[name] })),
  })),
  ...onMessages(["mine", "theirs", "old"], (name) => ({
    door: "message",
    input: (ids) => ({ messageId: ids[name] }),
    expects: asks("history.read", { message: MESSAGES[name] }),
  })),
  ...onMessages(["theirs", "old"], (name) => ({
    door: "edits",
    input: (ids) => ({ messageId: ids[name] }),
    expects: onMessage("editHistory.read", name),
  })),
  ...onMessages(["theirs", "old"], (name) => ({
    door: "reactions",
    input: (ids) => ({ messageId: ids[name] }),
    expects: asks("history.read", { message: MESSAGES[name] }),
  })),
  ...onMessages(["theirs", "old"], (name) => ({
    door: "replies",
    input: (ids) => ({ messageId: ids[name] }),
    expects: asks("history.read", { message: MESSAGES[name] }),
  })),
  ...onMessages(["theirs", "old"], (name) => ({
    door: "attachmentLink",
    // The file of a message has its id here.
    input: (ids) => ({ attachmentId: ids[name] }),
    expects: asks("history.read", { message: MESSAGES[name] }),
  })),
];

export const MESSAGE_CASES: WorkspaceDoorCase[] = [
  // Whose messages it finds is held by tests/integration/search.test.ts.
  { door: "search", input: () => ({ q: "hello" }), expects: asks("person.view") },
  // What was not saved is not there to be let go of; whose messages are listed is held by tests/integration/pins-saved.test.ts.
  {
    door: "message:unsave",
    input: ({ fresh }) => ({ messageId: fresh() }),
    expects: inTurn(
      asks("profile.edit"),
      nothingIf(() => true),
    ),
  },
  { door: "saved", input: () => ({}), expects: asks("profile.edit") },
];
