import type { Line, ThreadScript } from "./script.ts";

const WHO = ["bo", "cy", "mika", "noor", "jun", "ines", "ada"] as const;
const OPENERS = ["Logged", "For the record", "Checked", "Note", "Morning", "Shift change", "Update"];
const SUBJECTS = [
  "tide gauge",
  "north quay",
  "crane 2",
  "pilot boat",
  "fog horn",
  "berth 7",
  "radar",
  "weather mast",
  "fuel line",
  "gate",
];
const STATES = [
  "is fine",
  "was calibrated",
  "needs a look on Monday",
  "is back after 20 minutes",
  "reads 2 cm high",
  "was painted",
  "stays closed today",
];
const TAILS = [
  "",
  "",
  "",
  " Photo follows.",
  " Nothing to do.",
  " See the sheet.",
  " Thanks, night shift!",
  " I will ring the yard.",
];

/** Always the same sequence for the same seed, so that every fresh clone looks alike (mulberry32). */
export function deterministic(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A long history to scroll through: `count` lines, some of them longer. */
export function longThread(count: number): ThreadScript {
  const random = deterministic(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const lines = Array.from({ length: count }, (_, index): Line => {
    const short = `${pick(OPENERS)}: the ${pick(SUBJECTS)} ${pick(STATES)}.${pick(TAILS)}`;
    const more =
      random() < 0.08 ? `\n\n- the ${pick(SUBJECTS)} ${pick(STATES)}\n- the ${pick(SUBJECTS)} ${pick(STATES)}` : "";
    return { by: pick(WHO), text: `${short}${more}${index % 500 === 0 ? ` (entry ${index + 1})` : ""}` };
  });
  return {
    name: "harbour-log",
    topic: "Since the first day. Scroll up, it goes on",
    kind: "PUBLIC",
    members: [...WHO],
    lines,
    hoursAgo: 3,
    readBy: ["bo", "cy", "ada"],
  };
}
