import { ClerkLoading } from "@clerk/nextjs";
import type { ReactNode } from "react";
import { Skeleton } from "../ui/skeleton.tsx";

/** Holds the place of one of Clerk's forms until its script is there, so that nothing below it moves. */
export function ClerkFormPlace({ fields, children }: { fields: number; children: ReactNode }) {
  return (
    <div className="grid">
      <ClerkLoading>
        <div
          aria-hidden="true"
          className="col-start-1 row-start-1 flex flex-col gap-5 self-start rounded-lg border border-line bg-raised p-7 shadow-raised"
        >
          <Skeleton className="h-7 w-40" />
          {Array.from({ length: fields }, (_, place) => (
            <Skeleton key={place} className="h-15 w-full" />
          ))}
          <Skeleton className="h-10 w-full" />
        </div>
      </ClerkLoading>
      <div className="col-start-1 row-start-1">{children}</div>
    </div>
  );
}
