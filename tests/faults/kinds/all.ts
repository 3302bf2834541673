import type { Fault } from "../run-fault.ts";
import { clientClocks, serverClocks } from "./clocks.ts";
import { connectsMeanwhile } from "./connecting.ts";
import { connectionsExhausted, lockHeld, oneWay } from "./database-troubles.ts";
import { oneNodeKilled, postgresKilled, redisKilled } from "./databases.ts";
import { everybodyBack } from "./everybody-back.ts";
import { fullDisk } from "./full-disk.ts";
import { killServer } from "./kill-server.ts";
import { badLine, halfOpen, lostReplies, networkCut } from "./network.ts";
import { rollingRestart } from "./processes.ts";
import { identicalSends, missedEvents, revokedOffline, twoTabs } from "./screens.ts";
import { stalledReaders } from "./stalled-readers.ts";
import { twoAtATime } from "./two-at-a-time.ts";
import { webhookStorm } from "./webhook-storm.ts";

/** Every fault, in the order in which they run. */
export const FAULTS: readonly Fault[] = [
  lostReplies,
  networkCut,
  halfOpen,
  badLine,
  missedEvents,
  revokedOffline,
  twoTabs,
  stalledReaders,
  lockHeld,
  connectionsExhausted,
  fullDisk,
  clientClocks,
  serverClocks,
  postgresKilled,
  killServer,
  everybodyBack,
  identicalSends,
  connectsMeanwhile,
  redisKilled,
  oneNodeKilled,
  rollingRestart,
  oneWay,
  webhookStorm,
  twoAtATime,
];
