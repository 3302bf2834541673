import { setThreadLevel } from "../../lib/client/actions.ts";
import { usePreference } from "../../lib/client/hooks.ts";
import type { ThreadEntry } from "../../lib/contract/threads.ts";
import { attempt } from "../shell/attempt.ts";
import { threadLevels } from "./level-text.ts";

/** What one is told of a thread, what one may choose instead, and choosing it. */
export function useLevel({ threadId, level }: ThreadEntry) {
  const { notificationLevel } = usePreference();
  const choices = threadLevels(notificationLevel);
  const choose = (chosen: string) => {
    const { value } = choices.find((choice) => choice.value === chosen)!;
    void attempt(setThreadLevel(threadId, value === "DEFAULT" ? null : value));
  };
  return { value: level ?? ("DEFAULT" as const), choices, choose };
}
