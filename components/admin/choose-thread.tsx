"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useId, useState } from "react";
import { askServer } from "../../lib/client/administration.ts";
import { bestMatches } from "../shell/switcher-match.ts";
import { Combobox } from "./combobox.tsx";

export type ChosenThread = { id: string; name: string };
type ChooseThreadProps = {
  label: string;
  chosen: ChosenThread | null;
  onChoose: (thread: ChosenThread | null) => void;
};

/** A field that finds one public or private thread by name. */
export function ChooseThread({ label, chosen, onChoose }: ChooseThreadProps) {
  const [query, setQuery] = useState("");
  const q = useDeferredValue(query.trim());
  const id = useId();
  const { data, isFetching, isPlaceholderData } = useQuery({
    queryKey: ["admin", "threads", "choose", q],
    queryFn: () => askServer("adminThreads", { q, limit: 20 }),
    placeholderData: keepPreviousData,
  });
  const found = data?.threads ?? [];
  // Of the answer before, only what is typed now: Enter may come sooner than the next one.
  const isOld = isPlaceholderData || q !== query.trim();
  const threads = isOld ? bestMatches(found, query, ({ name }) => [name]) : found;
  return (
    <Combobox
      id={id}
      label={label}
      placeholder="Name"
      query={query}
      onQuery={setQuery}
      loading={isFetching}
      options={threads.map((thread) => ({ value: thread, key: thread.id, text: thread.name }))}
      chosen={chosen && { value: chosen, key: chosen.id, text: chosen.name }}
      onChoose={(option) => onChoose(option?.value ?? null)}
    />
  );
}
