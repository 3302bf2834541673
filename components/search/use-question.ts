import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { SEARCH_MAX } from "../../lib/contract/limits.ts";
import { searchPath } from "../shell/navigate.ts";

/**
 * What stands in the field, and how to change it. The address holds it too, so that it can be kept and shared, but comes
 * to know of each letter a moment late: only what somebody else wrote there, a link or the way back, changes the field.
 */
export function useQuestion(): [question: string, ask: (text: string) => void] {
  const q = useSearchParams().get("q")?.slice(0, SEARCH_MAX) ?? "";
  const [text, setText] = useState(q);
  const [seen, setSeen] = useState(q);
  /** What was written here and has not come back from the address yet. */
  const [onItsWay, setOnItsWay] = useState<readonly string[]>([]);
  if (q !== seen) {
    setSeen(q);
    if (q === text) setOnItsWay([]);
    else if (!onItsWay.includes(q)) setText(q);
  }
  const ask = (written: string) => {
    setText(written);
    setOnItsWay((before) => [...before, written]);
    history.replaceState(null, "", searchPath(written));
  };
  return [text, ask];
}
