import type { Fault } from "../run-fault.ts";
import { connectsMeanwhile } from "./connecting.ts";
import { oneNodeKilled, postgresKilled, redisKilled } from "./databases.ts";
import { killServer } from "./kill-server.ts";
import { badLine, halfOpen, lostReplies, networkCut } from "./network.ts";
import { rollingRestart } from "./processes.ts";
import { identicalSends, missedEvents, revokedOffline, twoTabs } from "./screens.ts";
import { stalledReaders } from "./stalled-readers.ts";

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
  postgresKilled,
  killServer,
  identicalSends,
  connectsMeanwhile,
  redisKilled,
  oneNodeKilled,
  rollingRestart,
];
