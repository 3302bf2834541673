"use client";

import type { ThreadEntry } from "../../lib/contract/threads.ts";
import { Select } from "../ui/select.tsx";
import { useLevel } from "./use-level.ts";

/** In the details, which a phone reaches too: what one wants to be told of here. */
export function LevelSelect({ entry }: { entry: ThreadEntry }) {
  const { value, choices, choose } = useLevel(entry);
  return <Select label="Tell me about" value={value} options={choices} onChange={choose} />;
}
