import type { Logger } from "../../lib/log.ts";

type Closer = { what: string; close: () => Promise<void> | void };

/** One part that hangs must not keep the others, or the terminal. */
const PART_MS = 10_000;

/**
 * Stops the process in the reverse order of its start: each part registers how it is closed as soon as it exists, so a
 * start that fails half-way cleans up after itself too. The second signal leaves at once.
 */
export class Stopping {
  readonly #log: Logger;
  readonly #closers: Closer[] = [];
  #stopping: Promise<void> | null = null;

  constructor(log: Logger) {
    this.#log = log;
  }

  get begun(): boolean {
    return this.#stopping !== null;
  }

  onStop(what: string, close: Closer["close"]): void {
    this.#closers.push({ what, close });
  }

  /** Ctrl-C and SIGTERM stop; the process leaves when everything is closed. */
  listenToSignals(): void {
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.on(signal, () => {
        if (this.begun) process.exit(130);
        this.#log.info(signal === "SIGINT" ? "stopping; press Ctrl-C again to leave at once" : "stopping");
        void this.stop().then(() => process.exit(0));
      });
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#closeAll();
    return this.#stopping;
  }

  async #closeAll(): Promise<void> {
    for (const { what, close } of this.#closers.toReversed()) {
      try {
        await withinTime(close, what);
      } catch (err) {
        this.#log.warn({ err }, `stopping: ${what} did not close as it should`);
      }
    }
  }
}

async function withinTime(close: Closer["close"], what: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${PART_MS} ms`)), PART_MS);
  });
  try {
    await Promise.race([close(), late]);
  } finally {
    clearTimeout(timer);
  }
}
