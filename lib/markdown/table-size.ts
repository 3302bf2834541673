/** The most cells that the tables of one message may have together: a few bytes of table make tens of thousands. */
const CELLS_MAX = 2_000;

/** The line under a table's head, maybe in a quote or a list: nothing else makes a table of what stands around it. */
const DELIMITER_ROW = /^[\s>]*[|:-][\s|:-]*$/;

/**
 * Whether the tables that this text could be read as stay within CELLS_MAX. Counts rather more than there are, and
 * looks at no more lines than it counts cells.
 */
export function tablesFit(body: string): boolean {
  if (!body.includes("|")) return true;
  const lines = body.split("\n");
  let cells = 0;
  for (const [at, line] of lines.entries()) {
    if (!line.includes("|") || !DELIMITER_ROW.test(line)) continue;
    const columns = line.split("|").length;
    // A table goes on to the next blank line.
    for (let row = at; row < lines.length && lines[row]?.trim() !== ""; row += 1) {
      cells += columns;
      if (cells > CELLS_MAX) return false;
    }
  }
  return true;
}
