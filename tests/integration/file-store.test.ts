// The store of files: a folder.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { afterAll, expect, it } from "vitest";
import { ObjectMissing, readObject } from "../../lib/storage.ts";
import { openStorage } from "../../lib/storage/open-storage.ts";

const dir = mkdtempSync(join(tmpdir(), "confab-disk-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

it("keeps, gives in full and in part, measures and deletes", async () => {
  const store = await openStorage(dir);
  const key = uuidv7();
  const bytes = randomBytes(100_000);
  await expect(store.get(key)).rejects.toBeInstanceOf(ObjectMissing);
  expect(await store.head(key)).toBeNull();
  await store.put(key, bytes, { type: "image/webp" });
  expect(await store.head(key)).toEqual({ size: 100_000 });
  expect((await readObject(store, key)).equals(bytes)).toBe(true);
  expect((await readObject(store, key, { start: 10, end: 19 })).equals(bytes.subarray(10, 20))).toBe(true);
  await store.put(key, Buffer.from("another"), { type: "image/webp" });
  expect((await readObject(store, key)).toString()).toBe("another");
  await store.delete(key);
  await store.delete(key);
  expect(await store.head(key)).toBeNull();
  await store.abandonUpload(uuidv7());
  await expect(store.get("../secret")).rejects.toThrow("malformed");
});
