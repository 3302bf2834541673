import { accessThread } from "../access/access-thread.ts";
import { threadStream } from "../contract/ids.ts";
import { findEntry } from "./answer-entry.ts";
import { defineCommand } from "./command.ts";
import { postNote } from "./post-note.ts";
import { requireThreadVersion } from "./require-version.ts";

/** Renames a thread or sets its topic. What is so already is left alone. */
export const updateThread = defineCommand({
  name: "thread:update",
  limit: "write",
  locks: (_sql, _actor, { threadId }) => [threadStream(threadId)],
  async run(context, { threadId, name, topic, version }) {
    const { tx, sql, actor, now, changed } = context;
    await accessThread(sql, { actor, threadId, action: "thread.rename", now });
    if (version !== undefined) await requireThreadVersion(context, threadId, version);
    const before = await tx.thread.findUniqueOrThrow({ where: { id: threadId }, select: { name: true, topic: true } });
    const after = { name: name ?? before.name, topic: topic ?? before.topic };
    if (after.name !== before.name || after.topic !== before.topic) {
      await tx.thread.update({ where: { id: threadId }, data: { ...after, version: { increment: 1 } } });
      changed(threadStream(threadId), { kind: "thread", id: threadId });
      if (after.name !== before.name) {
        await postNote(context, threadId, { type: "renamed", from: before.name, to: after.name });
      }
    }
    return findEntry(actor.userId, threadId);
  },
});
