/** The rows on screen, top to bottom. */
function rowsAround(row: Element): HTMLElement[] {
  const list = row.closest("[data-message-list]");
  const rows = [...(list?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
  return rows.sort((a, b) => Number(a.dataset.row) - Number(b.dataset.row));
}

/** Moves focus to the row after this one, or the one before the last: before a row goes away, and after a deletion. */
export function focusNeighbour(row: Element | null): void {
  if (!row) return;
  const rows = rowsAround(row);
  const at = rows.indexOf(row as HTMLElement);
  (rows[at + 1] ?? rows[at - 1])?.focus();
}
