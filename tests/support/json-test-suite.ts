import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const packed = join(import.meta.dirname, "../corpora/json-test-suite/test_parsing.tsv.gz");

/** Every file of the JSON test suite, good and bad, to the byte. */
export function readJsonTestSuite(): { name: string; bytes: Buffer<ArrayBuffer> }[] {
  const lines = gunzipSync(readFileSync(packed)).toString().split("\n");
  return lines.map((line) => {
    const [name = "", bytes = ""] = line.split("\t");
    return { name, bytes: Buffer.from(bytes, "base64") };
  });
}
