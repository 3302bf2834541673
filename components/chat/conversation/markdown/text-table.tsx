import type { ReactNode } from "react";

/** A table in a message. One that is wider than the pane is scrolled in its own frame, by keyboard too. */
export function TextTable({ children }: { children: ReactNode }) {
  return (
    <div
      role="region"
      aria-label="Table"
      tabIndex={0}
      className="scroll-quiet my-1.5 w-fit max-w-full overflow-x-auto rounded-md border border-line"
    >
      <table className="border-collapse text-sm [overflow-wrap:normal]">{children}</table>
    </div>
  );
}
