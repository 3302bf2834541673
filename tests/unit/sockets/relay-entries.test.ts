import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Delivery } from "../../../server/sockets/fan-out.ts";
import { mergeDeliveries } from "../../../server/sockets/merge-deliveries.ts";
import { paced } from "../../../server/sockets/paced.ts";

describe("paced", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const collect = (most = 100, gapAfter: (count: number) => number = () => 20) => {
    const handed: string[][] = [];
    return { handed, ...paced<string>({ gapAfter, most, handOver: (items) => handed.push(items) }) };
  };

  it("hands over at once what comes alone", () => {
    const { add, handed } = collect();
    add("a");
    expect(handed).toEqual([["a"]]);
    vi.advanceTimersByTime(20);
    add("b");
    expect(handed).toEqual([["a"], ["b"]]);
  });

  it("hands over together what comes within the gap, and after the gap at the latest", () => {
    const { add, handed } = collect();
    for (const item of ["a", "b", "c"]) add(item);
    vi.advanceTimersByTime(19);
    expect(handed).toEqual([["a"]]);
    vi.advanceTimersByTime(1);
    expect(handed).toEqual([["a"], ["b", "c"]]);
    add("d");
    expect(handed, "the gap counts from the last time").toHaveLength(2);
    vi.advanceTimersByTime(20);
    expect(handed.at(-1)).toEqual(["d"]);
    vi.advanceTimersByTime(200);
    expect(handed).toHaveLength(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("lets the next wait the longer, the more it handed over", () => {
    const { add, handed } = collect(100, (count) => 20 * count);
    for (const item of ["a", "b", "c"]) add(item);
    vi.advanceTimersByTime(20);
    add("d");
    vi.advanceTimersByTime(39);
    expect(handed).toEqual([["a"], ["b", "c"]]);
    vi.advanceTimersByTime(1);
    expect(handed.at(-1)).toEqual(["d"]);
  });

  it("never holds more than it may, and nothing once it is stopped", () => {
    const { add, stop, handed } = collect(3);
    for (const item of ["a", "b", "c", "d", "e"]) add(item);
    expect(handed).toEqual([["a"], ["b", "c", "d"]]);
    stop();
    expect(handed.flat()).toEqual(["a", "b", "c", "d", "e"]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("mergeDeliveries", () => {
  const events = fc.record({
    type: fc.constant("events" as const),
    stream: fc.constantFrom("thread:a" as const, "thread:b" as const, "user:a" as const),
    count: fc.integer({ min: 1, max: 3 }),
  });
  const typing = fc.record({ type: fc.constant("typing" as const), userId: fc.uuid() });

  it("F2: keeps every stream's events in their order, in one packet a stream, and all else", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(events, typing), { maxLength: 30 }), (wanted) => {
        let seq = 0;
        const deliveries: Delivery[] = wanted.map((one) =>
          one.type === "typing"
            ? { type: "typing", threadId: "a", userId: one.userId }
            : {
                type: "events",
                stream: one.stream,
                events: Array.from({ length: one.count }, () => ({ stream: one.stream, seq: (seq += 1) })),
              },
        );
        const before = structuredClone(deliveries);
        const merged = mergeDeliveries(deliveries);
        expect(deliveries, "what is fanned out here is not touched").toEqual(before);
        const seqs = (all: Delivery[], stream: string) =>
          all.flatMap((one) => (one.type === "events" && one.stream === stream ? one.events.map((e) => e.seq) : []));
        for (const stream of ["thread:a", "thread:b", "user:a"]) {
          expect(seqs(merged, stream)).toEqual(seqs(deliveries, stream));
          expect(merged.filter((one) => one.type === "events" && one.stream === stream).length).toBeLessThanOrEqual(1);
        }
        expect(merged.filter(({ type }) => type === "typing")).toEqual(
          deliveries.filter(({ type }) => type === "typing"),
        );
      }),
    );
  });
});
