"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Hourglass, Search, SearchX } from "lucide-react";
import { useDeferredValue, useRef } from "react";
import { searchMessages } from "../../lib/client/actions.ts";
import { asApiError } from "../../lib/client/api-error.ts";
import { SEARCH_MAX } from "../../lib/contract/limits.ts";
import type { SearchPage as Page } from "../../lib/contract/search.ts";
import { isEmptySearch, parseSearch } from "../../lib/contract/search-query.ts";
import { useTimeStyle } from "../chat/conversation/use-time-style.ts";
import { PageHeader } from "../shell/page-header.tsx";
import { PageList } from "../shell/page-list.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { SearchResult } from "./search-result.tsx";
import { useQuestion } from "./use-question.ts";

const FILTERS = [
  "from:",
  "in:",
  "before:",
  "after:",
  "has:file",
  "has:link",
  "has:code",
  "has:reaction",
  "is:mention",
  "is:mine",
  "is:pinned",
  "is:saved",
];

/** Messages by what they say. */
export function SearchPage() {
  const [q, ask] = useQuestion();
  const field = useRef<HTMLDivElement>(null);
  const add = (filter: string) => {
    ask(`${q.trimEnd()}${q.trim() ? " " : ""}${filter}${filter.endsWith(":") ? "" : " "}`);
    field.current?.querySelector("input")?.focus();
  };
  return (
    <>
      <PageHeader title="Search" />
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-2xl flex-col gap-3 px-6 py-6 max-md:px-4">
          <div ref={field}>
            <SearchField label="Search messages" value={q} onChange={ask} maxLength={SEARCH_MAX} autoFocus />
          </div>
          <div role="group" aria-label="Filters" className="flex flex-wrap gap-1.5">
            {FILTERS.map((filter) => (
              <button
                key={filter}
                type="button"
                onClick={() => add(filter)}
                className="h-6.5 rounded-full border border-line bg-surface px-2.5 text-xs font-medium text-text-2 hover:border-line-strong max-md:h-8.5"
              >
                {filter}
              </button>
            ))}
          </div>
          <Results q={q} />
        </div>
      </div>
    </>
  );
}

function Results({ q }: { q: string }) {
  const asked = useDeferredValue(q.trim());
  const { timeZone } = useTimeStyle();
  const query = parseSearch(asked);
  const isEmpty = isEmptySearch(query);
  const zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const result = useInfiniteQuery({
    queryKey: ["search", asked, zone],
    queryFn: ({ pageParam, signal }) =>
      afterPause(signal, () =>
        searchMessages({ q: asked, timeZone: zone, ...(pageParam ? { after: pageParam } : {}) }),
      ),
    initialPageParam: "",
    getNextPageParam: (page: Page) => page.nextAfter ?? undefined,
    enabled: !isEmpty,
    staleTime: 10_000,
  });
  if (isEmpty) return <Help />;
  // Where it is the next page that takes too long, what was found before stays.
  if (!result.data && result.error && asApiError(result.error).code === "SEARCH_TOO_BROAD") return <TooBroad />;
  const unknown = result.data?.pages[0]?.unknown ?? [];
  const words = query.terms.flatMap(({ text, not }) => (not ? [] : [text]));
  return (
    <>
      {unknown.length > 0 && (
        <p role="status" className="text-sm text-warn-text">
          Not known here: {unknown.join(", ")}
        </p>
      )}
      <PageList
        result={result}
        what="what was found"
        rowsOf={({ results }) => results}
        empty={
          <EmptyState icon={<SearchX />} title="No message answers to that">
            Only what you may read is searched. Try a part of a word, or fewer filters.
          </EmptyState>
        }
      >
        {(found) => (
          <ul
            aria-label="Messages found"
            className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-raised"
          >
            {found.map((one) => (
              <SearchResult key={one.message.id} result={one} words={words} />
            ))}
          </ul>
        )}
      </PageList>
    </>
  );
}

/** Typing on takes the question back before it is asked. */
async function afterPause<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  await new Promise((resolve) => setTimeout(resolve, 180));
  signal.throwIfAborted();
  return work();
}

function TooBroad() {
  return (
    <div role="alert">
      <EmptyState icon={<Hourglass />} title="That takes too long to find">
        Add a longer or rarer word, or say who wrote it (<code>from:</code>), where (<code>in:</code>) or when (
        <code>after:</code>).
      </EmptyState>
    </div>
  );
}

function Help() {
  return (
    <EmptyState icon={<Search />} title="Find what was said">
      Words and parts of words, <q>a phrase</q> in quotes, and <code>-</code> before what should not be there. Names
      with a space go in quotes too: <code>from:&quot;Bo Lindqvist&quot;</code>. Days are written{" "}
      <code>after:2026-04-01</code>.
    </EmptyState>
  );
}
