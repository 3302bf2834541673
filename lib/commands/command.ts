import type { Actor } from "../access/actor.ts";
import type { CommandName, CommandOutput, commandDoors } from "../contract/doors.ts";
import type { StreamName } from "../contract/ids.ts";
import type { ReceiptView } from "../contract/reading.ts";
import type { Sql, Tx } from "../db.ts";
import type { LimitName } from "../limits.ts";
import type { PublishedEvent } from "../process.ts";
import type { SubjectKind } from "../views/changes.ts";
import type { z } from "zod";

/** What to lock before facts are judged, in any order; the runner sorts (PROTOCOL L3, L9). */
export type Lock = StreamName | "workspace";

/** What a command has at hand inside its transaction. It names what changed and builds no views for others. */
export type CommandContext = {
  tx: Tx;
  sql: Sql;
  actor: Actor;
  now: Date;
  requestId: string | undefined;
  /**
   * A change of a subject on a locked stream: gives it the next seq (PROTOCOL L1). `fromSeq`: the creation seq of the
   * message it is about (L5).
   */
  changed(stream: StreamName, subject: { kind: SubjectKind; id: string; fromSeq?: number }): void;
  /** The seq of a message about to be inserted: its own row is its creation event (PROTOCOL L2). */
  place(threadStream: StreamName, messageId: string): number;
  /** The head a locked stream has by now. */
  head(stream: StreamName): number;
  /** A stream whose thread this very transaction creates. */
  opened(stream: StreamName): void;
  /** Locks one more stream that only facts under the locks could name; a deadlock makes the runner begin again. */
  lock(stream: StreamName): Promise<void>;
  /** These people's rooms are read again before the command is answered (PROTOCOL F3). */
  roomsChanged(userId: string): void;
  /** The sockets of this Clerk session close, on every node, before the command is answered (PROTOCOL C5). */
  endSession(sessionId: string): void;
  /** Told to those who share a thread with the person, after commit. */
  personChanged(userId: string): void;
  /** Which custom emoji there are changed: told to everybody, after commit (PROTOCOL E4). */
  emojiChanged(): void;
  /** Which groups of people there are changed: told to everybody, after commit (PROTOCOL E5). */
  groupsChanged(): void;
  /** Told to those who look at the thread, after commit (PROTOCOL E3). */
  receiptChanged(threadId: string, receipt: ReceiptView): void;
};

/** Reads the answer after everything is numbered, under the same locks. */
export type Answer<Output> = (sql: Sql) => Promise<Output>;

export type CommandInputOf<N extends CommandName> = z.output<(typeof commandDoors)[N]["input"]>;

/** One durable write: access → policy → write → name the subjects changed. */
export type Command<N extends CommandName> = {
  name: N;
  limit: LimitName;
  locks(sql: Sql, actor: Actor, input: CommandInputOf<N>): Lock[] | Promise<Lock[]>;
  run(context: CommandContext, input: CommandInputOf<N>): Promise<Answer<CommandOutput<N>>>;
};

export type BatchItem<N extends CommandName> = { actor: Actor; input: CommandInputOf<N> };

/** What a batch made of one item. */
export type BatchWrite<N extends CommandName> =
  | { error: unknown }
  | { data: CommandOutput<N>; events: PublishedEvent[] };

/** What is read of an item says at least whether its thread is there. */
export type BatchFacts = { threadId: string | null };

/** A hot command: many people's writes in one transaction (PERFORMANCE 1). */
export type BatchCommand<N extends CommandName, Facts extends BatchFacts = BatchFacts> = {
  name: N;
  limit: LimitName;
  max: number;
  threadOf(input: CommandInputOf<N>): string;
  /**
   * What deciding about each item takes, in their order, undefined where the actor is unknown: sent right behind the locks,
   * read under them (PROTOCOL L3).
   */
  readFacts(sql: Sql, items: readonly BatchItem<N>[]): Promise<(Facts | undefined)[]>;
  /**
   * Writes every item whose thread is locked, numbers included; `heads` has the locked threads' heads by id, `facts`
   * what was read of each item. `commit` may be called when the last statement is sent, and nothing may be asked after
   * it. One outcome an item, in order.
   */
  runBatch(
    context: {
      sql: Sql;
      commit(): void;
      heads: ReadonlyMap<string, number>;
      now: Date;
      facts: readonly (Facts | undefined)[];
    },
    items: readonly BatchItem<N>[],
  ): Promise<BatchWrite<N>[]>;
};

export const defineCommand = <N extends CommandName>(command: Command<N>): Command<N> => command;
export const defineBatchCommand = <N extends CommandName, Facts extends BatchFacts>(
  command: BatchCommand<N, Facts>,
): BatchCommand<N, Facts> => command;
