import { expect, it, vi } from "vitest";
import { applyHeads } from "../../../lib/client/apply-event.ts";
import { networkError } from "../../../lib/client/api-error.ts";
import { createSyncLoop } from "../../../lib/client/sync.ts";
import { fakeCore, until } from "./fake-core.ts";
import { ModelServer } from "./model-server.ts";

it("C3: a sync that waits to try again tries at once when the server is heard of", async () => {
  const model = new ModelServer();
  let attempts = 0;
  const query = async () => {
    attempts += 1;
    throw networkError();
  };
  const { core, over } = fakeCore(model.home(), { query });
  core.update((state) => applyHeads(state, { user: 1, threads: {} }));
  // The longest waits there can be.
  vi.spyOn(crypto, "getRandomValues").mockImplementation((numbers) => (numbers as Uint32Array).fill(2 ** 32 - 1));
  const sync = createSyncLoop(core, { onMoved: () => undefined });
  void sync.now();
  // Waits of 0.5, 1, 2 and 4 s would lie between these; each word of the server ends one.
  for (let heard = 1; heard <= 5; heard += 1) {
    await until(`attempt ${heard}`, () => attempts === heard, 1_000);
    await new Promise((resolve) => setTimeout(resolve, 20));
    void sync.now();
  }
  expect(attempts).toBe(5);
  over.abort();
});

it("R2: a doubtful entry is asked for at once, too, when the server is heard of", async () => {
  const model = new ModelServer();
  const threadId = model.addThread();
  let attempts = 0;
  const query = async () => {
    attempts += 1;
    throw networkError();
  };
  const { core, over } = fakeCore(model.home(), { query });
  core.update((state) => ({
    ...state,
    threads: { ...state.threads, [threadId]: { ...state.threads[threadId]!, stale: true } },
  }));
  vi.spyOn(crypto, "getRandomValues").mockImplementation((numbers) => (numbers as Uint32Array).fill(2 ** 32 - 1));
  const sync = createSyncLoop(core, { onMoved: () => undefined });
  sync.watch(core.state());
  for (let heard = 1; heard <= 5; heard += 1) {
    await until(`attempt ${heard}`, () => attempts === heard, 1_000);
    await new Promise((resolve) => setTimeout(resolve, 20));
    void sync.now();
  }
  expect(attempts).toBe(5);
  over.abort();
});
