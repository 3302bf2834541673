// A thread with everything that moderating shows: a report in the queue, a deleted message, and somebody banned.
import { v7 as uuidv7 } from "uuid";
import type { HomeView } from "../../lib/contract/workspace.ts";
import { signInAt } from "./app-person.ts";

type Sent = { message: { id: string } };

/** Made by Ada, who owns it, with Bo, who reports, and Cy and Dee, who write; Dee is banned for it. */
export async function makeModeratedThread(url: string, name: string): Promise<{ threadId: string; reported: string }> {
  const person = (who: string) => signInAt(url, `${who}@confab.local`);
  const [ada, bo, cy, dee] = await Promise.all([person("ada"), person("bo"), person("cy"), person("dee")]);
  const idOf = async (one: typeof ada) => must(await one.call<HomeView>("GET", "/api/home")).me.id;
  const [boId, cyId, deeId] = await Promise.all([idOf(bo), idOf(cy), idOf(dee)]);
  const threadId = uuidv7();
  const path = `/api/threads/${threadId}`;
  must(await ada.call("POST", "/api/threads", { id: threadId, kind: "PUBLIC", name, memberIds: [boId, cyId, deeId] }));
  const say = async (one: typeof ada, body: string) =>
    must(await one.call<Sent>("POST", `${path}/messages`, { clientId: uuidv7(), body })).message.id;
  const reported = await say(cy, "Buy cheap boats, **today only**.");
  const removed = await say(dee, "You are all fools.");
  must(await ada.call("DELETE", `/api/messages/${removed}`, { reason: "Not in this tone." }));
  must(await ada.call("PUT", `${path}/participants/${deeId}/ban`, { reason: "Not in this tone, again." }));
  const report = { id: uuidv7(), category: "SPAM", words: "The third time this week." };
  must(await bo.call("POST", `/api/messages/${reported}/report`, report));
  return { threadId, reported };
}

function must<T>(answer: { ok: true; data: T } | { ok: false; error: { code: string; message: string } }): T {
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
  return answer.data;
}
