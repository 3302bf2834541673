"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";

/** Rows a page, where a list says nothing else. */
const PAGE = 50;

/** One page of an answer. `total`: how many there are in all, where the server counts them. */
export type ServerPage<Row> = { rows: readonly Row[]; nextAfter: string | null; total?: number };

type Question<Filter, Answer, Row> = {
  /** What it is called among the admin page's questions: `["admin", name]` invalidates it. */
  name: string;
  filter: Filter;
  limit?: number;
  /** How often it is asked again by itself, in ms. */
  refresh?: number;
  ask: (page: { filter: Filter; limit: number; after: string | undefined }) => Promise<Answer>;
  pageOf: (answer: Answer) => ServerPage<Row>;
};

/**
 * A list that the server filters, sorts and pages. Pages only know what comes after: the way back is the cursors one came
 * by, and another filter or order begins at the first page. The page before stays on screen until the next has come.
 */
export function useServerList<Filter extends object, Answer, Row>(question: Question<Filter, Answer, Row>) {
  const { name, filter, limit = PAGE, refresh, ask, pageOf } = question;
  const asked = JSON.stringify(filter);
  const [way, setWay] = useState<{ asked: string; cursors: readonly string[] }>({ asked, cursors: [] });
  const cursors = way.asked === asked ? way.cursors : [];
  const goTo = (next: readonly string[]) => setWay({ asked, cursors: next });
  const after = cursors.at(-1);
  const result = useQuery({
    queryKey: ["admin", name, filter, after ?? null],
    queryFn: () => ask({ filter, limit, after }),
    placeholderData: keepPreviousData,
    ...(refresh === undefined ? {} : { refetchInterval: refresh }),
  });
  const page = result.data && pageOf(result.data);
  const { nextAfter = null } = page ?? {};
  return {
    /** The whole answer; undefined until the first has come. */
    answer: result.data,
    page,
    failed: result.isError,
    retry: () => void result.refetch(),
    /** Another page is on its way. */
    busy: result.isPlaceholderData,
    /** How many rows stand before this page. */
    before: cursors.length * limit,
    previous: cursors.length > 0 ? () => goTo(cursors.slice(0, -1)) : null,
    next: nextAfter === null ? null : () => goTo([...cursors, nextAfter]),
  };
}

/** A list of the server's with `Row`s, as the components that show one take it. */
export type ServerRows<Row> = Omit<ReturnType<typeof useServerList<object, unknown, Row>>, "answer">;
