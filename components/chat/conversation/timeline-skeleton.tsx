"use client";

import { Skeleton } from "../../ui/skeleton.tsx";

const WIDTHS = ["w-3/5", "w-4/5", "w-2/5", "w-3/4", "w-1/2", "w-2/3"];

function SkeletonRow({ width }: { width: string | undefined }) {
  return (
    <div className="flex gap-3 px-5 max-md:px-4">
      <Skeleton className="size-9 rounded-[30%]" />
      <div className="flex flex-1 flex-col gap-2 pt-1">
        <Skeleton className="w-32" />
        <Skeleton className={width ?? "w-1/2"} />
      </div>
    </div>
  );
}

/** While the first page is on its way, at the bottom where it will be. */
export function TimelineSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading messages"
      className="absolute inset-0 flex flex-col justify-end gap-5 overflow-hidden pb-9"
    >
      {WIDTHS.map((width) => (
        <SkeletonRow key={width} width={width} />
      ))}
    </div>
  );
}

/** In the room above the oldest row while there is something older. */
export function OlderSkeleton() {
  return (
    <div
      aria-hidden="true"
      className="absolute inset-x-0 top-0 flex h-40 flex-col justify-end gap-5 overflow-hidden pb-4"
    >
      <SkeletonRow width={WIDTHS[0]} />
      <SkeletonRow width={WIDTHS[1]} />
    </div>
  );
}
