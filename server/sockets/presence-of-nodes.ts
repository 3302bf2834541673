import type { PresenceState } from "../../lib/contract/events.ts";

/** A node unheard for this long is forgotten, with everybody on it (PROTOCOL E2). */
const SILENT_MS = 60_000;

type Node = { heardAt: number; states: Map<string, PresenceState> };

/** What the other nodes say of their people. */
export class PresenceOfNodes {
  readonly #nodes = new Map<string, Node>();
  readonly #silentMs: number;

  constructor(timeScale: number) {
    this.#silentMs = SILENT_MS / timeScale;
  }

  /** Takes a node's changes, or all of it; gives the people they may be about. */
  hear(
    nodeId: string,
    { whole, states }: { whole: boolean; states: readonly [string, PresenceState][] },
  ): Iterable<string> {
    const node = this.#nodes.get(nodeId) ?? { heardAt: 0, states: new Map<string, PresenceState>() };
    this.#nodes.set(nodeId, node);
    node.heardAt = Date.now();
    const about = new Set(states.map(([userId]) => userId));
    if (whole) {
      for (const userId of node.states.keys()) about.add(userId);
      node.states.clear();
    }
    for (const [userId, state] of states) {
      if (state === "offline") node.states.delete(userId);
      else node.states.set(userId, state);
    }
    return about;
  }

  /** The highest state of a person on any other node. */
  stateOf(userId: string): PresenceState {
    let best: PresenceState = "offline";
    for (const { states } of this.#nodes.values()) {
      const state = states.get(userId);
      if (state === "online") return state;
      best = state ?? best;
    }
    return best;
  }

  /** Forgets silent nodes; gives the people who were on them. */
  forgetSilent(now = Date.now()): string[] {
    const gone: string[] = [];
    for (const [nodeId, { heardAt, states }] of this.#nodes) {
      if (now - heardAt < this.#silentMs) continue;
      gone.push(...states.keys());
      this.#nodes.delete(nodeId);
    }
    return gone;
  }
}
