import type { Fault } from "../run-fault.ts";
import { killServer } from "./kill-server.ts";

/** Every fault, in the order in which they run. */
export const FAULTS: readonly Fault[] = [killServer];
