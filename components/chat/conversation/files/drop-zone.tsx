"use client";

import { type DragEvent, type ReactNode, useRef, useState } from "react";

const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");

/** What makes a whole pane take files: events for its element, and the veil that says so while some are over it. */
export function useFileDrop(onFiles: ((files: readonly File[]) => void) | null, where: string) {
  const [over, setOver] = useState(false);
  // Entering a child leaves its parent: only the difference counts.
  const depth = useRef(0);
  const leave = () => {
    depth.current = 0;
    setOver(false);
  };
  const events = {
    onDragEnter: (event: DragEvent) => {
      if (!hasFiles(event) || !onFiles) return;
      event.preventDefault();
      depth.current += 1;
      setOver(true);
    },
    onDragOver: (event: DragEvent) => {
      // Without a taker, too: the browser would leave the page to open the file.
      if (hasFiles(event)) event.preventDefault();
    },
    onDragLeave: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth.current -= 1;
      if (depth.current <= 0) leave();
    },
    onDrop: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      leave();
      onFiles?.([...event.dataTransfer.files]);
    },
  };
  const veil: ReactNode = over && (
    <div className="pointer-events-none absolute inset-2 z-30 grid place-items-center rounded-lg border-2 border-dashed border-accent bg-accent-soft/85 text-lg font-semibold text-accent-text">
      Drop files to attach them {where}
    </div>
  );
  return { events, veil };
}
