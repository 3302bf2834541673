import type { Actor } from "../access/actor.ts";
import type { StreamName } from "../contract/ids.ts";
import type { ReceiptView } from "../contract/reading.ts";
import type { Sql, Tx } from "../db.ts";
import type { CommandContext } from "./command.ts";
import { lockStreams } from "./locks.ts";
import type { Numbered } from "./record.ts";

/** What is to happen after commit, beside the events. */
export type Effects = {
  rooms: Set<string>;
  sessions: Set<string>;
  people: Set<string>;
  receipts: Map<string, ReceiptView[]>;
  emoji: boolean;
  groups: boolean;
};

/** The context of one run, with what it collects: the numbered changes and the effects after commit. */
export function createContext({
  tx,
  sql,
  actor,
  heads,
  requestId,
}: {
  tx: Tx;
  sql: Sql;
  actor: Actor;
  heads: Map<StreamName, number>;
  requestId: string | undefined;
}): { context: CommandContext; numbered: Numbered[]; effects: Effects } {
  const numbered: Numbered[] = [];
  const told = new Set<string>();
  const effects: Effects = {
    rooms: new Set(),
    sessions: new Set(),
    people: new Set(),
    receipts: new Map(),
    emoji: false,
    groups: false,
  };

  const next = (stream: StreamName): number => {
    const head = heads.get(stream);
    // Numbering what is not locked would break density (PROTOCOL L1): a fault of the command, never of its caller.
    if (head === undefined) throw new Error(`The command changes ${stream} without having locked it.`);
    heads.set(stream, head + 1);
    return head + 1;
  };

  const context: CommandContext = {
    tx,
    sql,
    actor,
    now: new Date(),
    requestId,
    changed(stream, { kind, id, fromSeq }) {
      // Views are read at the end, so one number a subject and command says it all.
      const subject = `${stream} ${kind}:${id}`;
      if (told.has(subject)) return;
      told.add(subject);
      numbered.push({ stream, seq: next(stream), kind, id, fromSeq, creation: false });
    },
    place(stream, messageId) {
      const seq = next(stream);
      numbered.push({ stream, seq, kind: "message", id: messageId, fromSeq: seq, creation: true });
      return seq;
    },
    head: (stream) => heads.get(stream) ?? 0,
    opened: (stream) => void heads.set(stream, 0),
    async lock(stream) {
      if (heads.has(stream)) return;
      for (const [locked, head] of await lockStreams(sql, [stream])) heads.set(locked, head);
    },
    roomsChanged: (userId) => void effects.rooms.add(userId),
    endSession: (sessionId) => void effects.sessions.add(sessionId),
    personChanged: (userId) => void effects.people.add(userId),
    emojiChanged: () => void (effects.emoji = true),
    groupsChanged: () => void (effects.groups = true),
    receiptChanged(threadId, receipt) {
      effects.receipts.set(threadId, [...(effects.receipts.get(threadId) ?? []), receipt]);
    },
  };
  return { context, numbered, effects };
}
