import { parseArgs } from "node:util";
import { isLoopback } from "../../lib/env.ts";

export type FloodOptions = {
  /** Origin of the running server. */
  url: string;
  /** Messages a second. */
  rate: number;
  /** How many threads the messages are spread over. */
  threads: number;
  /** When to stop by itself; without it the flood goes on until Ctrl-C. */
  seconds: number | undefined;
};

export const USAGE =
  "npm run flood -- --rate N [--seconds S] [--threads K] [--url http://localhost:3000]\n" +
  "  N messages a second (default 20) over K threads (default 3) through the socket of a running local server.";

/** Reads the command line. Throws a sentence for a person. */
export function readOptions(args: string[], env: Readonly<Record<string, string | undefined>>): FloodOptions {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ args, options: { rate: text, seconds: text, threads: text, url: text } });
  const url = values.url ?? env.APP_URL ?? `http://localhost:${env.PORT ?? 3000}`;
  if (!URL.canParse(url) || !isLoopback(new URL(url).hostname))
    throw new Error(`--url must be a server on this machine, not ${url}.`);
  return {
    url: new URL(url).origin,
    rate: readNumber("--rate", values.rate ?? "20", { max: 10_000 }),
    threads: readNumber("--threads", values.threads ?? "3", { max: 1_000 }),
    seconds: values.seconds === undefined ? undefined : readNumber("--seconds", values.seconds, { max: 86_400 }),
  };
}

function readNumber(name: string, text: string, { max }: { max: number }): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new Error(`${name} must be a whole number from 1 to ${max}, not "${text}".`);
}
