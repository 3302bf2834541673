// A clock that is wrong. Loaded into a server by `--import`, with CLOCK_SHIFT_MS in its environment; called in this
// process, it is the clock of every client.
const TrueDate = Date;

/** Shifts what `Date` says in this process, by milliseconds; gives what sets it right. */
export function shiftClock(ms: number): () => void {
  const now = () => TrueDate.now() + ms;
  globalThis.Date = new Proxy(TrueDate, {
    construct: (target, given: []) => (given.length === 0 ? new target(now()) : new target(...given)),
    get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
  });
  return () => {
    globalThis.Date = TrueDate;
  };
}

/** Milliseconds since 1970 by the machine's own clock. */
export const trueNow = (): number => TrueDate.now();

if (process.env.CLOCK_SHIFT_MS !== undefined) shiftClock(Number(process.env.CLOCK_SHIFT_MS));
