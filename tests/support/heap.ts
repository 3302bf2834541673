// What the process really holds on to, with the garbage collected first.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Bytes of the heap and of buffers beside it that are still in use. */
export async function collectedHeap(): Promise<number> {
  // Twice, with a turn between: what waits for a callback is let go only after it.
  for (let n = 0; n < 2; n++) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
