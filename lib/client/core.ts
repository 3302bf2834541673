import type { CommandInput, CommandName, CommandOutput, QueryInput, QueryOutput } from "../contract/doors.ts";
import type { Api } from "./api.ts";
import type { ChatStore } from "./chat-context.ts";
import type { ChatState } from "./state.ts";

/** What every part of the engine stands on. */
export type Core = {
  store: ChatStore;
  state: () => ChatState;
  /** Puts one pure step into the store. */
  update: (step: (state: ChatState) => ChatState) => void;
  api: Api;
  /** A command through the socket while it is up, else through REST (PROTOCOL S5). Rejects with ApiError. */
  command: <N extends CommandName>(name: N, input: CommandInput<N>) => Promise<CommandOutput<N>>;
  /** What was missed (PROTOCOL Y1), through the socket while it is up and the answer fits into it, else through REST. */
  sync: (asked: QueryInput<"sync">) => Promise<QueryOutput<"sync">>;
  /** Says something that is not in the log, if the socket is up. */
  say: Say;
  /** Ends with the engine. */
  signal: AbortSignal;
};

/** What is not in the log, by name. */
type Said =
  | ["typing", { threadId: string }]
  | ["delivery", { ms: number }]
  | ["looking", { threadId: string | null }]
  | ["presence:set", { state: "online" | "idle" }]
  | ["heads:ask", Record<string, never>]
  | ["presence:watch", { userIds: string[] }];
export type Say = (...said: Said) => void;
