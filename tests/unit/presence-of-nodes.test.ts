import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { PresenceOfNodes } from "../../server/sockets/presence-of-nodes.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

describe("what other nodes say of their people", () => {
  test("E2: the highest state on any node counts, and a whole snapshot replaces what its node said before", () => {
    const nodes = new PresenceOfNodes(1);
    nodes.hear("a", { whole: true, states: [["cy", "idle"]] });
    nodes.hear("b", { whole: false, states: [["cy", "online"]] });
    expect(nodes.stateOf("cy")).toBe("online");
    nodes.hear("b", { whole: false, states: [["cy", "offline"]] });
    expect(nodes.stateOf("cy")).toBe("idle");
    const about = nodes.hear("a", { whole: true, states: [["dee", "online"]] });
    expect([...about].sort()).toEqual(["cy", "dee"]);
    expect([nodes.stateOf("cy"), nodes.stateOf("dee")]).toEqual(["offline", "online"]);
  });

  test("E2: a node unheard for 60 s is forgotten with everybody on it, and no other", () => {
    const nodes = new PresenceOfNodes(1);
    nodes.hear("silent", { whole: true, states: [["cy", "online"]] });
    vi.advanceTimersByTime(30_000);
    nodes.hear("alive", { whole: true, states: [["dee", "online"]] });
    vi.advanceTimersByTime(29_999);
    expect(nodes.forgetSilent()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(nodes.forgetSilent()).toEqual(["cy"]);
    expect([nodes.stateOf("cy"), nodes.stateOf("dee")]).toEqual(["offline", "online"]);
    expect(nodes.forgetSilent()).toEqual([]);
  });
});
