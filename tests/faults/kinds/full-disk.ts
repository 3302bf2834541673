import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Fault, FaultRun } from "../run-fault.ts";
import { onEarlyEnd } from "../left-behind.ts";
import { underLoad } from "./under-load.ts";

/** What the disk has beyond the table that is moved to it. */
const ROOM_MB = 6;
const FILLER_MB = 64;

/** The disk under the messages fills up: nothing is acknowledged that is not there, and reading goes on. */
export const fullDisk: Fault = {
  name: "a full disk under the messages",
  nodes: 1,
  run: (run) =>
    underLoad(run, async () => {
      const disk = await mountSmallDisk(run);
      if (!disk) return run.note("not run: a small disk cannot be mounted here (it takes root)");
      try {
        for (const _ of run.rounds({ quick: 1, whole: 3 })) {
          disk.fill();
          const full = await sendsEnd(run);
          run.expect(full, "messages were acknowledged on and on with a full disk");
          const home = await run.world.call<{ entries: unknown[] }>(run.people[0]!, "GET", "/api/home");
          run.expect(home.entries.length > 0, "nothing could be read while the disk was full");
          await sleep(run.quick ? 500 : 10_000);
          disk.free();
          const before = run.acknowledged();
          const begun = performance.now();
          while (run.acknowledged() === before && performance.now() - begun < 20_000) await sleep(20);
          run.note(`the next send was acknowledged ${Math.round(performance.now() - begun)} ms after there was room`);
          await sleep(run.quick ? 500 : 5_000);
        }
      } finally {
        disk.free();
        await disk.unmount();
      }
    }),
};

/** Whether for half a second nothing was acknowledged any more, within 20 s. */
async function sendsEnd(run: FaultRun): Promise<boolean> {
  let [last, since] = [run.acknowledged(), performance.now()];
  for (const begun = performance.now(); performance.now() - begun < 20_000; await sleep(50)) {
    if (run.acknowledged() !== last) [last, since] = [run.acknowledged(), performance.now()];
    else if (performance.now() - since > 500) return true;
  }
  return false;
}

/** Moves the messages to a disk of their own that is hardly larger than they are; null where that is not allowed. */
async function mountSmallDisk({ world }: FaultRun) {
  const { owner } = world.postgres;
  const dir = mkdtempSync(join(tmpdir(), "confab-small-disk-"));
  const [size] = await world.sql<{ mb: number }>(
    `SELECT ceil(pg_total_relation_size('"Message"') / 1048576.0)::int AS mb`,
  );
  const megabytes = (size?.mb ?? 0) + ROOM_MB;
  chmodSync(dir, 0o755);
  if (spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", dir]).status !== 0) {
    rmSync(dir, { recursive: true });
    return null;
  }
  const leave = () => {
    spawnSync("umount", ["-l", dir]);
    rmSync(dir, { recursive: true, force: true });
  };
  const forget = onEarlyEnd(leave);
  const place = join(dir, "tablespace");
  mkdirSync(place);
  if (owner) chownSync(place, owner.uid, owner.gid);
  const name = `small_${Date.now()}`;
  await world.sql(`CREATE TABLESPACE ${name} LOCATION '${place}'`);
  await world.sql(`ALTER TABLE "Message" SET TABLESPACE ${name}`);
  const filler = join(dir, "filler");
  return {
    fill() {
      try {
        writeFileSync(filler, Buffer.alloc(FILLER_MB * 1_048_576));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      }
    },
    free: () => rmSync(filler, { force: true }),
    async unmount() {
      await world.sql(`ALTER TABLE "Message" SET TABLESPACE pg_default`);
      // A table that moved leaves its files until the next checkpoint.
      await world.sql("CHECKPOINT");
      await world.sql(`DROP TABLESPACE ${name}`);
      forget();
      leave();
    },
  };
}
