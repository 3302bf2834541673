import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BatchOutcome, BatchQueue } from "../../lib/batch-queue.ts";

type Item = { key: string; n: number };

/** A queue whose flushes are noted; `decide` says what becomes of an item. */
function queueOf(
  decide: (item: Item, flush: number) => BatchOutcome<string>,
  {
    max = 10,
    lanes = 2,
    ms = 1,
    whole,
  }: { max?: number; lanes?: number; ms?: number; whole?: (items: Item[], flush: number) => void } = {},
) {
  const flushes: Item[][] = [];
  /** Which of them were patient, by their number from 1. */
  const patient: number[] = [];
  const inFlight = new Set<Item[]>();
  const overlapping: string[] = [];
  let most = 0;
  const queue = new BatchQueue<Item, string>({
    max,
    lanes,
    keyOf: ({ key }) => key,
    failsAll: (error) => error === "away",
    async flush(items, isPatient) {
      flushes.push(items);
      if (isPatient) patient.push(flushes.length);
      const elsewhere = new Set([...inFlight].flat().map(({ key }) => key));
      overlapping.push(...items.map(({ key }) => key).filter((key) => elsewhere.has(key)));
      inFlight.add(items);
      most = Math.max(most, inFlight.size);
      await new Promise((resolve) => setTimeout(resolve, ms));
      inFlight.delete(items);
      whole?.(items, flushes.length);
      return items.map((item) => decide(item, flushes.length));
    },
  });
  const push = (key: string, n: number) => queue.push({ key, n });
  /** `atOnce`: how many flushes were in flight at once; `overlapping`: keys that were in two of them. */
  return { queue, flushes, patient, push, overlapping, atOnce: () => most };
}
const done = ({ key, n }: Item): BatchOutcome<string> => ({ done: `${key}${n}` });
const names = (flushes: Item[][]) => flushes.map((items) => items.map(({ key, n }) => `${key}${n}`).join(" "));

describe("a batch queue", () => {
  test("flushes what came together, in order, and at most so many", async () => {
    const { flushes, push } = queueOf(done, { max: 3 });
    expect(await Promise.all([push("a", 1), push("b", 1), push("a", 2), push("a", 3)])).toEqual([
      "a1",
      "b1",
      "a2",
      "a3",
    ]);
    expect(names(flushes)).toEqual(["a1 b1 a2", "a3"]);
  });

  test("takes what comes during a flush with the next", async () => {
    const { flushes, push } = queueOf(done);
    const first = push("a", 1);
    await new Promise((resolve) => setImmediate(resolve));
    const rest = Promise.all([push("a", 2), push("b", 1)]);
    await first;
    await rest;
    expect(names(flushes)).toEqual(["a1", "a2 b1"]);
  });

  test("asks for a held key with its first item alone, and lets the others by", async () => {
    const { flushes, push, queue } = queueOf(
      (item, flush) => (item.key === "held" && flush < 4 ? "later" : done(item)),
      {
        max: 3,
      },
    );
    const order: string[] = [];
    const held = [1, 2, 3, 4].map((n) => push("held", n).then((name) => order.push(name)));
    const free = Promise.all([1, 2].map((n) => push("free", n)));
    await free;
    expect(order).toEqual([]);
    await Promise.all(held);
    expect(order).toEqual(["held1", "held2", "held3", "held4"]);
    expect(names(flushes)[0]).toBe("held1 held2 held3");
    expect(names(flushes)[1]).toBe("held1 free1 free2");
    await queue.idle();
    expect(queue.size).toBe(0);
  });

  test("waits patiently with all items of a held key where nothing else waits", async () => {
    const { flushes, patient, push } = queueOf((item, flush) => (flush < 3 ? "later" : done(item)));
    const order = await Promise.all([1, 2, 3].map((n) => push("held", n)));
    expect(order).toEqual(["held1", "held2", "held3"]);
    expect(names(flushes)).toEqual(["held1 held2 held3", "held1 held2 held3", "held1 held2 held3"]);
    expect(patient).toEqual([2, 3]);
  });

  test("is patient only once nobody else waits", async () => {
    const { flushes, patient, push } = queueOf((item, flush) =>
      item.key === "held" && flush < 4 ? "later" : done(item),
    );
    await Promise.all([push("held", 1), push("held", 2), push("also", 1)]);
    expect(names(flushes).slice(0, 2)).toEqual(["held1 held2 also1", "held1 held2"]);
    expect(patient).toEqual([2, 3, 4]);
  });

  test("refuses one item alone, and goes on after it", async () => {
    const { push } = queueOf((item) => (item.n === 2 ? { error: "no" } : done(item)));
    const outcomes = await Promise.allSettled([push("a", 1), push("a", 2), push("a", 3)]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  test("tries one by one what failed as a whole, so that the bad one fails alone", async () => {
    const { flushes, push } = queueOf(done, {
      whole(items) {
        if (items.some(({ n }) => n === 2)) throw new Error("the whole flush");
      },
    });
    const outcomes = await Promise.allSettled([push("a", 1), push("a", 2), push("a", 3)]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(names(flushes)).toEqual(["a1 a2 a3", "a1", "a2", "a3"]);
  });

  test("tries nothing again where every item would fail alike, and works once that is over", async () => {
    const { flushes, push } = queueOf(done, {
      whole(_, flush) {
        // eslint-disable-next-line @typescript-eslint/only-throw-error
        if (flush === 1) throw "away";
      },
    });
    const outcomes = await Promise.allSettled([push("a", 1), push("a", 2)]);
    expect(outcomes).toEqual([
      { status: "rejected", reason: "away" },
      { status: "rejected", reason: "away" },
    ]);
    expect(flushes).toHaveLength(1);
    expect(await push("a", 3)).toBe("a3");
  });

  test("has two flushes in flight where enough waits for both, and a key in one of them only", async () => {
    const { flushes, push, atOnce } = queueOf(done, { max: 100 });
    const sent = Promise.all(Array.from({ length: 80 }, (_, n) => push(`k${n % 20}`, n)));
    expect((await sent).slice(0, 3)).toEqual(["k00", "k11", "k22"]);
    // The first half has something of every key, so that nothing could go beside it.
    expect(flushes.map(({ length }) => length)).toEqual([80]);

    await Promise.all(Array.from({ length: 80 }, (_, n) => push(`own${n}`, n)));
    expect(flushes.slice(1).map(({ length }) => length)).toEqual([40, 40]);
    expect(atOnce()).toBe(2);
  });

  test("has one flush after the other where it may have no more than one lane", async () => {
    const { flushes, push, atOnce } = queueOf(done, { max: 100, lanes: 1 });
    await Promise.all(Array.from({ length: 150 }, (_, n) => push(`own${n}`, n)));
    expect(flushes.map(({ length }) => length)).toEqual([100, 50]);
    expect(atOnce()).toBe(1);
  });

  test("lets too little wait for the flush in flight, and begins another beside it once there is enough", async () => {
    const { queue, flushes, push, atOnce } = queueOf(done, { max: 100, ms: 50 });
    const first = push("a", 1);
    await new Promise((resolve) => setImmediate(resolve));
    const few = Array.from({ length: 31 }, (_, n) => push(`few${n}`, n));
    await new Promise((resolve) => setImmediate(resolve));
    expect(names(flushes)).toEqual(["a1"]);
    // What is of a key in flight does not count: it could not go beside it.
    const same = Array.from({ length: 5 }, (_, n) => push("a", n + 2));
    await new Promise((resolve) => setImmediate(resolve));
    expect(names(flushes)).toEqual(["a1"]);
    const enough = push("few31", 31);
    await new Promise((resolve) => setImmediate(resolve));
    expect(flushes[1]).toHaveLength(32);
    expect(atOnce()).toBe(2);
    await Promise.all([first, ...few, ...same, enough]);
    expect(names(flushes)[2]).toBe("a2 a3 a4 a5 a6");
    await queue.idle();
    expect(queue.size).toBe(0);
  });

  test("keeps the order of each key, gives each item once, and never flushes a key twice at once", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ key: fc.nat({ max: 150 }), hot: fc.nat({ max: 4 }), pause: fc.nat({ max: 30 }) }), {
          minLength: 100,
          maxLength: 400,
        }),
        async (asked) => {
          const answers = new Map<string, number[]>();
          const { queue, flushes, push, overlapping } = queueOf(
            // Every fourth key is held by somebody else during every third flush.
            (item, flush) => (Number(item.key) % 4 === 0 && flush % 3 === 1 ? "later" : done(item)),
            { max: 40 },
          );
          const all: Promise<unknown>[] = [];
          for (const [n, { key, hot, pause }] of asked.entries()) {
            const name = hot === 0 ? "0" : String(key);
            all.push(push(name, n).then(() => answers.set(name, [...(answers.get(name) ?? []), n])));
            if (pause === 0) await new Promise((resolve) => setImmediate(resolve));
          }
          await Promise.all(all);
          await queue.idle();
          expect([...answers.values()].flat()).toHaveLength(asked.length);
          for (const order of answers.values()) expect(order).toEqual(order.toSorted((a, b) => a - b));
          expect(overlapping).toEqual([]);
          expect(queue.size).toBe(0);
          expect(flushes.every(({ length }) => length <= 40)).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });
});
