"use client";

import { usePerson } from "../../../lib/client/hooks.ts";
import type { AuditEntry } from "../../../lib/contract/audit.ts";
import { actionText } from "./action-text.ts";

/** One row: the sentence, the reason, and on demand all that was written. */
export function AuditRow({ entry }: { entry: AuditEntry }) {
  const actor = usePerson(entry.actorId);
  const target = usePerson(entry.targetId);
  const who = entry.actorId === null ? "The server’s operator" : (actor?.displayName ?? "Somebody");
  const whom = target && target.id !== entry.actorId ? target.displayName : null;
  return (
    <li className="px-3 py-2.5 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="min-w-0 flex-1">
          <span className="font-semibold">{who}</span> <span className="text-text-2">{actionText(entry)}</span>
          {whom && <span className="font-semibold"> {whom}</span>}
          {entry.threadName && <span className="text-text-2"> in #{entry.threadName}</span>}
        </span>
        <time dateTime={entry.createdAt} className="text-xs text-text-3 tabular-nums" suppressHydrationWarning>
          {new Date(entry.createdAt).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" })}
        </time>
      </p>
      {entry.reason && <p className="text-text-2">“{entry.reason}”</p>}
      <details className="text-xs text-text-3">
        <summary className="w-fit rounded-sm py-0.5">Details</summary>
        <dl className="grid grid-cols-[5rem_1fr] gap-x-3 gap-y-0.5 py-1 wrap-anywhere">
          {facts(entry).map(([name, value]) => (
            <div key={name} className="contents">
              <dt>{name}</dt>
              <dd className="font-mono text-text-2">{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}

const facts = (entry: AuditEntry): [string, string][] =>
  (
    [
      ["Row", String(entry.id)],
      ["Action", entry.action],
      ["Before", entry.before && JSON.stringify(entry.before)],
      ["After", entry.after && JSON.stringify(entry.after)],
      ["Target", entry.targetId],
      ["Thread", entry.threadId],
      ["Request", entry.requestId],
      ["Hash", entry.hash],
    ] as [string, string | null][]
  ).filter((fact): fact is [string, string] => fact[1] !== null);
