import { RowsSkeleton } from "../ui/skeleton.tsx";

/** A page on its way: the place of its header, then rows. */
export function PageSkeleton() {
  return (
    <>
      <div className="h-header shrink-0 border-b border-line" />
      <div className="mx-auto w-full max-w-2xl">
        <RowsSkeleton label="Loading the page" />
      </div>
    </>
  );
}
