import { COUNT_MAX } from "../../lib/contract/limits.ts";
import { Button } from "../ui/button.tsx";
import type { Pages } from "./use-pages.ts";

type PagerProps = { pages: Pages; shown: number; total?: number; nextAfter: string | null; busy: boolean };

/** Which rows these are, and the way to the others. */
export function Pager({ pages, shown, total, nextAfter, busy }: PagerProps) {
  const of =
    total === undefined
      ? ""
      : ` of ${total > COUNT_MAX ? `${COUNT_MAX.toLocaleString("en")}+` : total.toLocaleString("en")}`;
  return (
    <div className="flex items-center justify-between gap-3 border-t border-line px-3 py-2 text-xs text-text-3">
      <span role="status" className="tabular-nums">
        {shown === 0
          ? "None"
          : `${(pages.before + 1).toLocaleString("en")}–${(pages.before + shown).toLocaleString("en")}${of}`}
      </span>
      <span className="flex gap-1">
        <Button look="quiet" disabled={!pages.previous || busy} onClick={() => pages.previous?.()}>
          Previous
        </Button>
        <Button look="quiet" disabled={!nextAfter || busy} onClick={() => nextAfter && pages.next(nextAfter)}>
          Next
        </Button>
      </span>
    </div>
  );
}
