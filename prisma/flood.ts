// `npm run flood -- --rate N [--seconds S] [--threads K]`: lets the seeded people talk, through the socket door of a
// running local server, and prints what was acknowledged, how fast. For trying out and measuring on one's own machine.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { LOCAL_CAST } from "../lib/auth/local-cast.ts";
import { authMode } from "../lib/auth/mode.ts";
import { loadEnvFiles } from "../server/boot/env-files.ts";
import { findRoot } from "../server/boot/root.ts";
import { loadLocalClerkKeys } from "../server/local/clerk/keys.ts";
import { Load } from "./flood/load.ts";
import { Meter } from "./flood/meter.ts";
import { type FloodOptions, readOptions, USAGE } from "./flood/options.ts";
import { connectSpeaker, type Speaker } from "./flood/speaker.ts";
import { longThread } from "./seed/long-thread.ts";

/** What one person may send in a second without LIMIT_SCALE. */
const SENDS_A_SECOND = 6;
const FINISH_LIMIT_MS = 5_000;

const root = findRoot();
loadEnvFiles(root);

async function connectCast({ url, threads }: FloodOptions, meter: Meter): Promise<Speaker[]> {
  const dir = join(resolve(root, process.env.DATA_DIR ?? ".data"), "local-auth");
  if (!existsSync(join(dir, "keys.json")))
    throw new Error(`There is no local identity in ${dir}: start the server with npm run dev first.`);
  const keys = loadLocalClerkKeys(dir);
  const onEvents = (count: number) => meter.delivered(count);
  const speakers: Speaker[] = [];
  try {
    for (const { clerkId, firstName: name } of LOCAL_CAST)
      speakers.push(await connectSpeaker({ url, keys, clerkId, name, onEvents }));
  } catch (error) {
    for (const speaker of speakers) speaker.close();
    throw error;
  }
  // The same few threads for all, as far as each of them is in those.
  const chosen = new Set([...new Set(speakers.flatMap(({ threadIds }) => threadIds))].slice(0, threads));
  const able = speakers.map((speaker) => ({ ...speaker, threadIds: speaker.threadIds.filter((id) => chosen.has(id)) }));
  const talking = able.filter(({ threadIds }) => threadIds.length > 0);
  if (talking.length > 0) return talking;
  for (const speaker of speakers) speaker.close();
  throw new Error("Nobody of the cast is in a public thread that is open: seed the workspace first (npm run seed).");
}

function announce({ url, rate }: FloodOptions, speakers: readonly Speaker[]): void {
  const names = speakers.map(({ name }) => name).join(", ");
  const threads = new Set(speakers.flatMap(({ threadIds }) => threadIds)).size;
  console.log(`${names} write ${rate} messages a second into ${threads} threads of ${url}. Ctrl-C stops.`);
  const easy = SENDS_A_SECOND * speakers.length;
  if (rate <= easy) return;
  const scale = Math.ceil(rate / easy) * 2;
  console.log(
    `One person may send ${SENDS_A_SECOND} a second: start the server with LIMIT_SCALE=${scale}, else sends are put off.`,
  );
}

/** Aborted by the first Ctrl-C or after `seconds`; a second Ctrl-C ends the process at once. */
function stopSignal(seconds: number | undefined): AbortSignal {
  const controller = new AbortController();
  const onSignal = () => (controller.signal.aborted ? process.exit(130) : controller.abort());
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  if (seconds !== undefined) setTimeout(() => controller.abort(), seconds * 1_000).unref();
  return controller.signal;
}

async function flood(options: FloodOptions): Promise<void> {
  const meter = new Meter();
  const speakers = await connectCast(options, meter);
  announce(options, speakers);
  const lines = longThread(500).lines.map(({ text }) => text);
  const load = new Load({ speakers, lines, rate: options.rate, meter });
  const printing = setInterval(() => console.log(meter.endSecond(load.waiting)), 1_000);
  meter.start();
  await load.run(stopSignal(options.seconds));
  await load.finish(FINISH_LIMIT_MS);
  clearInterval(printing);
  for (const speaker of speakers) speaker.close();
  console.log(`\n${meter.summary(load.waiting)}`);
  if (load.waiting > 0) process.exitCode = 1;
}

try {
  if (authMode(process.env) !== "local")
    throw new Error("The flood signs in as the local cast, who exist under local identity only. Nothing was sent.");
  await flood(readOptions(process.argv.slice(2), process.env));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 1;
}
