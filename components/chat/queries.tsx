"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ComponentType, type ReactNode, useState } from "react";
import { asApiError, isWorthRetrying } from "../../lib/client/api-error.ts";

/** What the server refuses once it refuses again. */
const retry = (failures: number, error: unknown) => failures < 1 && isWorthRetrying(asApiError(error));
const makeQueries = () => new QueryClient({ defaultOptions: { queries: { retry, refetchOnWindowFocus: false } } });

/** One for the page, whoever needs it first; on the server each rendering has its own. */
let shared: QueryClient | undefined;

/** What is only asked for, and not kept up to date, by the pages and windows below. It comes with the first of them. */
export function Queries({ children }: { children: ReactNode }) {
  const [queries] = useState(() => (typeof window === "undefined" ? makeQueries() : (shared ??= makeQueries())));
  return <QueryClientProvider client={queries}>{children}</QueryClientProvider>;
}

/** The same around a part that is loaded by itself. */
export function withQueries<P extends object>(Part: ComponentType<P>): ComponentType<P> {
  return function PartWithQueries(props: P) {
    return (
      <Queries>
        <Part {...props} />
      </Queries>
    );
  };
}
