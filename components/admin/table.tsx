import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "../ui/class-names.ts";
import type { Order } from "./use-order.ts";

/** A card with a row of controls on top, a table or list, and a foot. */
export function Card({ label, children, className }: { label: string; children: ReactNode; className?: string }) {
  return (
    <section
      aria-label={label}
      className={classNames("overflow-hidden rounded-lg border border-line bg-raised", className)}
    >
      {children}
    </section>
  );
}

/** The row of filters above a table. */
export function CardTools({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-2 border-b border-line p-3">{children}</div>;
}

/** A table that scrolls sideways by itself where the screen is narrow. */
export function Table({ label, children }: { label: string; children: ReactNode }) {
  return (
    // Focusable, so that it can be scrolled by keyboard too.
    <div tabIndex={0} role="region" aria-label={label} className="overflow-x-auto outline-offset-[-2px]">
      <table className="w-full border-collapse text-sm">{children}</table>
    </div>
  );
}

/** What stands in a table's place where no row matches. */
export function NothingLikeThat({ children }: { children: string }) {
  return <p className="px-3 py-8 text-center text-sm text-text-3">{children}</p>;
}

type HeadProps<Key extends string> = {
  children: ReactNode;
  /** Left out on narrow screens. */
  wide?: boolean;
  /** The order that pressing it asks for. */
  sort?: Key;
  sorted?: Order<Key> | undefined;
  onSort?: ((by: Key) => void) | undefined;
};

/** The head of a column; where it can be sorted by, a button that turns the order round. */
export function Head<Key extends string>({ children, wide = false, sort, sorted, onSort }: HeadProps<Key>) {
  const active = sort !== undefined && sorted?.by === sort;
  const Arrow = sorted?.direction === "desc" ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={active ? (sorted.direction === "asc" ? "ascending" : "descending") : undefined}
      className={classNames(
        "border-b border-line px-3 py-2 text-left text-xs font-[570] whitespace-nowrap text-text-3",
        wide && "max-md:hidden",
      )}
    >
      {sort && onSort ? (
        <button
          type="button"
          onClick={() => onSort(sort)}
          className="-mx-1 inline-flex items-center gap-1 rounded-sm px-1 hover:text-text"
        >
          {children}
          {active && <Arrow aria-hidden="true" className="size-3" />}
        </button>
      ) : (
        children
      )}
    </th>
  );
}

/** One cell. */
export function Cell({
  children,
  wide = false,
  className,
}: {
  children: ReactNode;
  wide?: boolean;
  className?: string;
}) {
  return (
    <td
      className={classNames(
        "h-[46px] border-b border-line px-3 py-1.5 text-text-2 [tr:last-child>&]:border-0",
        wide && "max-md:hidden",
        className,
      )}
    >
      {children}
    </td>
  );
}
