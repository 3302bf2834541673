export type Job = {
  /** Something is due now. */
  wake(): void;
  /** Resolves when nothing runs. */
  settled(): Promise<void>;
  stop(): Promise<void>;
};

type Options = { everyMs: number; onFailure(err: unknown): void };

/**
 * Runs `work` when it is woken and every `everyMs`, one run at a time in this process: who wakes it meanwhile has it run
 * once more after. `work` asks `stopped` where it may take long; what it throws is told and ends nothing.
 */
export function startJob(work: (stopped: () => boolean) => Promise<unknown>, { everyMs, onFailure }: Options): Job {
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  const run = async () => {
    do {
      again = false;
      await work(() => stopped).catch(onFailure);
    } while (again && !stopped);
    running = null;
  };
  const wake = () => {
    if (stopped) return;
    again = true;
    running ??= run();
  };
  const timer = setInterval(wake, everyMs).unref();
  return {
    wake,
    settled: async () => void (await running),
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
