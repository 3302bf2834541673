"use client";

import { useState } from "react";

/** Pages of a list that only knows what comes after: the way back is the cursors one came by. */
export function usePages(limit: number) {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  return {
    after: cursors.at(-1),
    /** How many rows stand before this page. */
    before: cursors.length * limit,
    next: (cursor: string) => setCursors([...cursors, cursor]),
    previous: cursors.length > 0 ? () => setCursors(cursors.slice(0, -1)) : null,
    /** Another filter or order begins at the first page. */
    restart: () => setCursors([]),
  };
}

export type Pages = ReturnType<typeof usePages>;
