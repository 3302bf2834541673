"use client";

import { useId, useState } from "react";
import { usePeopleSearch } from "../../lib/client/hooks.ts";
import type { PersonView } from "../../lib/contract/people.ts";
import { Combobox } from "./combobox.tsx";

type ChoosePersonProps = { label: string; chosen: PersonView | null; onChoose: (person: PersonView | null) => void };

/** A field that finds one person by name. */
export function ChoosePerson({ label, chosen, onChoose }: ChoosePersonProps) {
  const [query, setQuery] = useState("");
  const { people, loading } = usePeopleSearch(query);
  const id = useId();
  return (
    <Combobox
      id={id}
      label={label}
      placeholder="Name or username"
      query={query}
      onQuery={setQuery}
      loading={loading}
      options={people.map((person) => ({ value: person, key: person.id, text: person.displayName }))}
      chosen={chosen && { value: chosen, key: chosen.id, text: chosen.displayName }}
      onChoose={(option) => onChoose(option?.value ?? null)}
    />
  );
}
