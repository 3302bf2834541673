import { createStore } from "zustand/vanilla";
import type { Api } from "../../../lib/client/api.ts";
import type { Core } from "../../../lib/client/core.ts";
import { type ChatState, initialState } from "../../../lib/client/state.ts";
import type { CommandName } from "../../../lib/contract/doors.ts";
import type { HomeView } from "../../../lib/contract/workspace.ts";

export type FakeCommand = (name: CommandName | "sync", input: Record<string, unknown>) => Promise<unknown>;

/** An engine's core over a network that a test plays. `over` ends it like a closed tab. */
export function fakeCore(home: HomeView, network: { command?: FakeCommand; query?: FakeCommand }) {
  const store = createStore<ChatState>(() => initialState(home));
  const over = new AbortController();
  const refuse: FakeCommand = async (name) => {
    throw new Error(`unexpected ${name}`);
  };
  const core: Core = {
    store,
    state: store.getState,
    update: (step) => store.setState(step, true),
    api: { query: network.query ?? refuse, command: network.command ?? refuse } as unknown as Api,
    command: (network.command ?? refuse) as unknown as Core["command"],
    sync: (asked) => (network.query ?? refuse)("sync", asked) as ReturnType<Core["sync"]>,
    say: () => undefined,
    signal: over.signal,
  };
  return { core, over };
}

/** Waits until a condition holds, and says which one did not. */
export async function until(what: string, holds: () => boolean, timeout = 3_000): Promise<void> {
  const deadline = Date.now() + timeout;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
