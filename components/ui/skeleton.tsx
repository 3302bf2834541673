import { classNames } from "./class-names.ts";

/** A grey bar where text will be. It appears only after 150 ms, so that what loads at once does not flicker. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden="true" className="block animate-appear">
      <span className={classNames("block h-3.5 animate-pulse-soft rounded-sm bg-line", className)} />
    </span>
  );
}

/** Rows with an avatar and two lines, as a list of people or messages has them. */
export function RowsSkeleton({ rows = 6, label, className }: { rows?: number; label: string; className?: string }) {
  return (
    <div role="status" aria-label={label} className={classNames("flex flex-col gap-5 p-5", className)}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex gap-3">
          <Skeleton className="size-9 rounded-[30%]" />
          <div className="flex flex-1 flex-col gap-2 pt-1">
            <Skeleton className="w-32" />
            <Skeleton className={row % 2 ? "w-3/5" : "w-4/5"} />
          </div>
        </div>
      ))}
    </div>
  );
}
