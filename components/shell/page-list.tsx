"use client";

import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { ErrorPanel } from "../ui/error-panel.tsx";
import { RowsSkeleton } from "../ui/skeleton.tsx";
import { failureText } from "./attempt.ts";

type PageListProps<P, Row> = {
  /** The pages asked for so far. */
  result: UseInfiniteQueryResult<InfiniteData<P>>;
  /** What is listed, in a sentence: `the people`. */
  what: string;
  rowsOf: (page: P) => readonly Row[];
  empty: ReactNode;
  children: (rows: readonly Row[]) => ReactNode;
};

/** A list that comes in pages: loading, failed, empty, or its rows, and more of them on demand. */
export function PageList<P, Row>({ result, what, rowsOf, empty, children }: PageListProps<P, Row>) {
  if (result.isError) {
    return (
      <ErrorPanel title={`Could not load ${what}`} onRetry={() => void result.refetch()}>
        {failureText(result.error)}
      </ErrorPanel>
    );
  }
  if (result.isPending) return <RowsSkeleton label={`Loading ${what}`} />;
  const rows = result.data.pages.flatMap(rowsOf);
  return (
    <>
      {rows.length === 0 && !result.hasNextPage ? empty : children(rows)}
      {result.hasNextPage && (
        <Button busy={result.isFetchingNextPage} onClick={() => void result.fetchNextPage()} className="self-center">
          Show more
        </Button>
      )}
    </>
  );
}
