"use client";

import { useEffect, useState } from "react";

/** The time, renewed every `everyMs`: for what is worded by how long ago it was. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
