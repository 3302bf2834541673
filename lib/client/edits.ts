import type { Core } from "./core.ts";
import type { LocalDatabase } from "./local-database.ts";

const KEY = "seenEdits";
/** How many edits are remembered as seen, and how long questions are collected, in ms. */
const REMEMBERED = 500;
const COLLECT = 30;
/** As many messages as one question may name. */
const AT_ONCE = 100;

type Waiting = { messageId: string; answer: (version: number | null) => void; fail: (thrown: unknown) => void };

/** Which text of a message the person had read before it was edited, and which edits they have seen on this device. */
export function createEdits(core: Core, { database }: { database: LocalDatabase }) {
  let seen: ReadonlyMap<string, number> = new Map();
  const waiting = new Map<string, Waiting[]>();

  const ask = async (threadId: string) => {
    const asked = waiting.get(threadId) ?? [];
    const now = asked.slice(0, AT_ONCE);
    if (asked.length > AT_ONCE) waiting.set(threadId, asked.slice(AT_ONCE));
    else waiting.delete(threadId);
    try {
      const ids = now.map(({ messageId }) => messageId).join(",");
      const { versions } = await core.api.query("readVersions", { threadId, ids });
      const found = new Map(versions.map(({ messageId, version }) => [messageId, version]));
      for (const { messageId, answer } of now) answer(found.get(messageId) ?? null);
    } catch (thrown) {
      for (const { fail } of now) fail(thrown);
    }
    if (waiting.has(threadId)) await ask(threadId);
  };

  return {
    start: async (): Promise<void> => {
      const [kept] = await database.all<[string, number][]>(KEY);
      seen = new Map([...(kept ?? []), ...seen]);
    },
    /** How many edits a message had when the person read it first; null where they had not. Many become one request. */
    versionRead: (threadId: string, messageId: string): Promise<number | null> =>
      new Promise((answer, fail) => {
        const known = waiting.get(threadId);
        if (known) known.push({ messageId, answer, fail });
        else {
          waiting.set(threadId, [{ messageId, answer, fail }]);
          setTimeout(() => void ask(threadId), COLLECT);
        }
      }),
    /** Up to which edit of a message the person has seen what changed. */
    seenUpTo: (messageId: string): number => seen.get(messageId) ?? 0,
    see: (messageId: string, editCount: number): void => {
      const others = [...seen].filter(([id]) => id !== messageId);
      seen = new Map([...others, [messageId, editCount] as const].slice(-REMEMBERED));
      void database.put(KEY, [...seen]);
    },
  };
}
