"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue, useState } from "react";
import { classNames } from "../ui/class-names.ts";
import { SearchField } from "../ui/search-field.tsx";
import { PageHeader } from "./page-header.tsx";
import { PageList } from "./page-list.tsx";

type Page = { nextAfter: string | null };
type Wanted = { q: string; after?: string; limit: number };

type SearchPageProps<P extends Page, Row> = {
  title: string;
  /** What stands beside the title. */
  actions?: ReactNode;
  /** The name of the field. */
  label: string;
  /** What is looked for, in a sentence: `people`. */
  what: string;
  /** Under which name the answers are kept. */
  queryKey: string;
  load: (wanted: Wanted) => Promise<P>;
  rowsOf: (page: P) => Row[];
  empty: (q: string) => ReactNode;
  children: (rows: readonly Row[]) => ReactNode;
  className?: string;
};

/** A page that lists all of something, narrowed down by what is typed, more on demand. */
export function SearchPage<P extends Page, Row>(props: SearchPageProps<P, Row>) {
  const { title, actions, label, what, queryKey, load, rowsOf, empty, children, className } = props;
  const [query, setQuery] = useState("");
  const q = useDeferredValue(query.trim());
  const result = useInfiniteQuery({
    queryKey: [queryKey, q],
    queryFn: ({ pageParam }) => load({ q, limit: 50, ...(pageParam ? { after: pageParam } : {}) }),
    initialPageParam: "",
    getNextPageParam: ({ nextAfter }: P) => nextAfter ?? undefined,
  });
  return (
    <>
      <PageHeader title={title}>{actions}</PageHeader>
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
        <div className={classNames("mx-auto flex flex-col gap-4 px-6 py-6 max-md:px-4", className)}>
          <SearchField label={label} value={query} onChange={setQuery} />
          <PageList result={result} what={`the ${what}`} rowsOf={rowsOf} empty={empty(q)}>
            {children}
          </PageList>
        </div>
      </div>
    </>
  );
}
