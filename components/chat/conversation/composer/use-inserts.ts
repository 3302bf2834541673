"use client";

import { useEffect, useRef } from "react";
import { useConversation } from "../conversation-scope.ts";

/** Takes what is inserted into the composer from elsewhere, such as a quote, while the field is on screen. */
export function useInserts(take: (body: string) => void): void {
  const { takeInserts } = useConversation();
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => takeInserts((body) => latest.current(body)), [takeInserts]);
}
