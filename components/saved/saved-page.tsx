"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Bookmark } from "lucide-react";
import { useEffect, useRef } from "react";
import { listSaved } from "../../lib/client/actions.ts";
import { useSavedMarks } from "../../lib/client/hooks.ts";
import type { SavedPage as Page } from "../../lib/contract/saved.ts";
import { PageHeader } from "../shell/page-header.tsx";
import { PageList } from "../shell/page-list.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { SavedItem } from "./saved-item.tsx";

const KEY = ["saved"];

/** What the person keeps for later, the last saved first. Nobody else sees it. */
export function SavedPage() {
  return (
    <>
      <PageHeader title="Saved messages" />
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-2xl flex-col gap-3 px-6 py-6 max-md:px-4">
          <Saved />
        </div>
      </div>
    </>
  );
}

function Saved() {
  const marks = useSavedMarks();
  const queries = useQueryClient();
  const result = useInfiniteQuery({
    queryKey: KEY,
    queryFn: ({ pageParam }) => listSaved(pageParam ? { after: pageParam } : {}),
    initialPageParam: "",
    getNextPageParam: (page: Page) => page.nextAfter ?? undefined,
    staleTime: 0,
  });
  const { refetch } = result;
  const seen = useRef(marks);
  useEffect(() => {
    // Something was saved or let go of here or in another tab.
    if (seen.current === marks) return;
    seen.current = marks;
    // The first reading may be under way since before, and `refetch` alone would take its answer for the new one.
    void queries.cancelQueries({ queryKey: KEY }).then(() => refetch());
  }, [marks, queries, refetch]);
  return (
    <PageList
      result={result}
      what="what you saved"
      // What was let go of leaves at once, before the list is read again.
      rowsOf={(page) => page.saved.filter(({ messageId }) => marks[messageId])}
      empty={
        <EmptyState icon={<Bookmark />} title="Nothing is saved yet">
          Save a message from its menu to come back to it later. Only you see what you save.
        </EmptyState>
      }
    >
      {(saved) => (
        <ul
          aria-label="Saved messages"
          className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-raised"
        >
          {saved.map((item) => (
            <SavedItem key={item.messageId} item={item} />
          ))}
        </ul>
      )}
    </PageList>
  );
}
