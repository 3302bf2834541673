import type { BenchContext } from "./bench-context.ts";
import { ejabberdMissing } from "./floors/ejabberd.ts";
import type { ScenarioResult } from "./result.ts";
import { chromiumMissing, inTheBrowser } from "./scenarios/browser.ts";
import { againstEjabberd } from "./scenarios/ejabberd.ts";
import { growth } from "./scenarios/growth.ts";
import { historyPage } from "./scenarios/history-page.ts";
import { idleConnections } from "./scenarios/idle.ts";
import { ackLatency, largeRoomLatency } from "./scenarios/latency.ts";
import { presenceStorm } from "./scenarios/presence.ts";
import { reconnectStorm } from "./scenarios/reconnect.ts";
import {
  busyRoom,
  largeRoom,
  loneMessages,
  manyRooms,
  oneRoom,
  oneRoomFrames,
  oneRoomPerTick,
} from "./scenarios/rooms.ts";
import { searching } from "./scenarios/search.ts";
import { redisMissing, twoNodes } from "./scenarios/two-nodes.ts";
import { uploading } from "./scenarios/upload.ts";
import { writePath } from "./scenarios/write-path.ts";

export type Scenario = {
  id: string;
  quick?: true;
  run(context: BenchContext): Promise<ScenarioResult | ScenarioResult[]>;
  /** Why it cannot be run on this machine. */
  missing?(): string | null;
};

/** In the order in which they run. */
export const SCENARIOS: readonly Scenario[] = [
  { id: "S1", quick: true, run: manyRooms },
  { id: "S2", quick: true, run: oneRoom },
  { id: "S5", quick: true, run: loneMessages },
  { id: "S6", quick: true, run: writePath },
  { id: "S11", quick: true, run: historyPage },
  { id: "S2-F1b", run: oneRoomPerTick },
  { id: "S2-F2", run: oneRoomFrames },
  { id: "S3", run: busyRoom },
  { id: "S4", run: largeRoom },
  { id: "S7", run: ackLatency },
  { id: "S9", run: largeRoomLatency },
  { id: "S10", run: idleConnections },
  { id: "S12", run: growth },
  { id: "S13", run: presenceStorm },
  { id: "S14", run: reconnectStorm },
  { id: "S15", run: twoNodes, missing: redisMissing },
  { id: "S16", run: inTheBrowser, missing: chromiumMissing },
  { id: "S17", run: searching },
  { id: "S18", run: uploading },
  { id: "P", run: againstEjabberd, missing: ejabberdMissing },
];
