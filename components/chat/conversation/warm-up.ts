import { parseMarkdown } from "../../../lib/markdown/parse.ts";
import { quietMoment } from "../../shell/quiet-moment.ts";
import { dayName, shortTime, type TimeStyle } from "./time-text.ts";

let isWarm = false;

/**
 * Makes what the first messages would have to wait for while they are still on their way: how days and times are
 * written takes 50 ms to look up, the expressions that find links as long to compile. Once a page, each in a quiet
 * moment of its own, so that no key waits for both.
 */
export async function warmUp(style: TimeStyle): Promise<void> {
  if (isWarm) return;
  isWarm = true;
  const now = new Date();
  await quietMoment();
  dayName(now.toISOString(), now, style);
  await quietMoment();
  shortTime(now.toISOString(), style);
  await quietMoment();
  parseMarkdown("www.example.org");
}
