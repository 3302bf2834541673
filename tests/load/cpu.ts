// CPU time of other processes, from /proc: nanoseconds where the kernel keeps them, clock ticks elsewhere.
import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks a second; Linux has told user space 100 for as long as it has had /proc. */
const TICK_US = 10_000;

/** CPU time in microseconds of a process, all threads, since it started; 0 when it is gone. */
function processCpu(pid: number): number {
  try {
    let nanoseconds = 0;
    for (const task of readdirSync(`/proc/${pid}/task`))
      nanoseconds += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, "latin1").split(" ")[0]);
    return nanoseconds / 1_000;
  } catch {
    const stat = readStat(pid);
    return stat ? stat.ticks * TICK_US : 0;
  }
}

/** The server processes of a Postgres, by the id of its first one. */
function backendsOf(postmaster: number): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && (pid === postmaster || readStat(pid)?.parent === postmaster));
}

function readStat(pid: number): { parent: number; ticks: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    return null;
  }
}

/** Measures what a server and its Postgres use between `start` and the call of what it gives. */
export class CpuMeter {
  readonly #pids: readonly number[];
  readonly #postmaster: number | null;

  constructor({ pids, postmaster = null }: { pids: readonly number[]; postmaster?: number | null }) {
    this.#pids = pids;
    this.#postmaster = postmaster;
  }

  /** The function it gives returns the microseconds used since. */
  start(): () => number {
    const before = this.#read();
    return () => {
      let used = 0;
      // A process that came meanwhile has used all it has; one that went takes its last moments with it.
      for (const [pid, now] of this.#read()) used += now - (before.get(pid) ?? 0);
      return used;
    };
  }

  #read(): Map<number, number> {
    const backends = this.#postmaster === null ? [] : backendsOf(this.#postmaster);
    return new Map([...this.#pids, ...backends].map((pid) => [pid, processCpu(pid)]));
  }
}
