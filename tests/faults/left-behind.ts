const endings = new Set<() => unknown>();
process.once("exit", () => {
  for (const end of endings) end();
});

/** Runs `end` when this process ends in the middle of a run, so that nothing is left behind; gives what takes it back. */
export function onEarlyEnd(end: () => unknown): () => unknown {
  endings.add(end);
  return () => endings.delete(end);
}
