"use client";

import { useEffect, useState } from "react";

/** How many answers are kept at the most; then all are asked for anew when they are next needed. */
const KEPT = 500;

type Kept = { askedAt: number; answer: Promise<unknown> };

const kept = new Map<string, Kept>();

function askOnce<T>(key: string, ask: () => Promise<T>, freshFor: number): Promise<T> {
  const known = kept.get(key);
  if (known && performance.now() - known.askedAt < freshFor) return known.answer as Promise<T>;
  if (kept.size >= KEPT) kept.clear();
  const answer = ask();
  kept.set(key, { askedAt: performance.now(), answer });
  // A failure is no answer: whoever needs it next asks again.
  answer.catch(() => kept.delete(key));
  return answer;
}

type Asked<T> = { data: T | undefined; isFetching: boolean; isError: boolean; refetch: () => void };

/**
 * What the server answers to `ask`, asked again when `key` changes; the previous answer stands in meanwhile. An answer is
 * good for `freshFor` ms, for all who ask under the same key. For the few questions of the conversation itself: what
 * pages and windows ask for goes through react-query, which comes with them and not with the first load.
 */
export function useAnswer<T>(
  key: string,
  ask: () => Promise<T>,
  { enabled = true, freshFor }: { enabled?: boolean; freshFor: number },
): Asked<T> {
  const [data, setData] = useState<T>();
  /** The question that was settled last, and how. */
  const [settled, setSettled] = useState<{ key: string; failed: boolean } | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (!enabled) return;
    let isOver = false;
    askOnce(key, ask, freshFor).then(
      (answer) => {
        if (isOver) return;
        setData(() => answer);
        setSettled({ key, failed: false });
      },
      () => {
        if (!isOver) setSettled({ key, failed: true });
      },
    );
    return () => {
      isOver = true;
    };
    // The key stands for the question.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, enabled, turn]);
  const isSettled = settled?.key === key;
  return {
    data,
    isFetching: enabled && !isSettled,
    isError: isSettled && settled.failed,
    refetch: () => setTurn((now) => now + 1),
  };
}
