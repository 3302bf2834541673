import { COUNT_MAX } from "../../lib/contract/limits.ts";
import { Button } from "../ui/button.tsx";
import type { ServerPage, ServerRows } from "./use-server-list.ts";

type PagerProps = { list: ServerRows<unknown>; page: ServerPage<unknown> };

/** Which rows these are, and the way to the others. */
export function Pager({ list, page }: PagerProps) {
  const { before, previous, next, busy } = list;
  const isNothing = page.rows.length === 0 && !previous;
  return (
    // Where there is nothing, what stands in its place is seen; that it is so is heard here.
    <div
      className={
        isNothing
          ? "sr-only"
          : "flex min-h-12 items-center justify-between gap-3 border-t border-line px-3 py-2 text-xs text-text-3"
      }
    >
      <span role="status" className="tabular-nums">
        {placeText(before, page)}
      </span>
      {(previous || next) && (
        <span className="flex gap-1">
          <Step go={previous} busy={busy}>
            Previous
          </Step>
          <Step go={next} busy={busy}>
            Next
          </Step>
        </span>
      )}
    </div>
  );
}

/** Not `disabled`: at the last page, and while one is on its way, the button that was pressed keeps the focus. */
function Step({ go, busy, children }: { go: (() => void) | null; busy: boolean; children: string }) {
  const idle = go === null || busy;
  return (
    <Button
      look="quiet"
      aria-disabled={idle || undefined}
      onClick={() => !idle && go()}
      className="aria-disabled:cursor-not-allowed aria-disabled:opacity-50"
    >
      {children}
    </Button>
  );
}

function placeText(before: number, { rows, total }: ServerPage<unknown>): string {
  if (rows.length === 0) return "None";
  const number = (count: number) => count.toLocaleString("en");
  const of = total === undefined ? "" : ` of ${total > COUNT_MAX ? `${number(COUNT_MAX)}+` : number(total)}`;
  return `${number(before + 1)}–${number(before + rows.length)}${of}`;
}
