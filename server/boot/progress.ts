/** Prints what takes a while, and how long it took: for the terminal of a developer. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const said = setTimeout(() => console.log(`  ${title} …`), 300);
  try {
    const result = await work();
    console.log(`  \x1b[32m✓\x1b[0m ${title} \x1b[90m${seconds(startedAt)}\x1b[0m`);
    return result;
  } catch (error) {
    console.log(`  \x1b[31m✗\x1b[0m ${title}`);
    throw error;
  } finally {
    clearTimeout(said);
  }
}

/** A line of a step that is under way. */
export function note(line: string): void {
  console.log(`    \x1b[90m${line}\x1b[0m`);
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
