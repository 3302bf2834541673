"use client";

import { useCallback, useEffect, useState } from "react";
import { findInThread } from "../../../lib/client/actions.ts";
import type { FoundMessages } from "../../../lib/contract/messages.ts";

/** After the last key, before the server is asked; in ms. */
const TYPING_PAUSE = 200;

type Found = FoundMessages & { q: string; failed: boolean; at: number };
const NOTHING: Found = { q: "", hits: [], hasMore: false, failed: false, at: 0 };

/** What is looked for in a thread and found there; the newest match is shown first, `step(1)` goes to the next older. */
export function useFind(threadId: string, jumpTo: (messageId: string) => void) {
  const [q, type] = useState("");
  const [found, setFound] = useState<Found>(NOTHING);
  const wanted = q.trim();

  useEffect(() => {
    if (wanted === "") return;
    let isLatest = true;
    const timer = setTimeout(() => {
      findInThread(threadId, wanted).then(
        (answer) => {
          if (!isLatest) return;
          setFound({ ...answer, q: wanted, failed: false, at: 0 });
          if (answer.hits[0]) jumpTo(answer.hits[0].id);
        },
        () => isLatest && setFound({ ...NOTHING, q: wanted, failed: true }),
      );
    }, TYPING_PAUSE);
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [threadId, wanted, jumpTo]);

  const isCurrent = found.q === wanted && wanted !== "";
  const hits = isCurrent ? found.hits : NOTHING.hits;
  const step = useCallback(
    (by: 1 | -1) => {
      if (!isCurrent || found.hits.length === 0) return;
      const at = (found.at + by + found.hits.length) % found.hits.length;
      setFound({ ...found, at });
      jumpTo(found.hits[at]!.id);
    },
    [found, isCurrent, jumpTo],
  );
  const status = wanted === "" ? "idle" : !isCurrent ? "looking" : found.failed ? "failed" : "idle";
  return { q, type, status, hits, hasMore: isCurrent && found.hasMore, at: isCurrent ? found.at : 0, step } as const;
}
