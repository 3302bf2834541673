"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Download, ScrollText } from "lucide-react";
import { useState } from "react";
import { askServer } from "../../../lib/client/administration.ts";
import type { PersonView } from "../../../lib/contract/people.ts";
import { buttonClass } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { Input } from "../../ui/input.tsx";
import { Select } from "../../ui/select.tsx";
import { RowsSkeleton } from "../../ui/skeleton.tsx";
import { AdminPage } from "../admin-page.tsx";
import { ChoosePerson } from "../choose-person.tsx";
import { ChooseThread, type ChosenThread } from "../choose-thread.tsx";
import { Pager } from "../pager.tsx";
import { Card } from "../table.tsx";
import { usePages } from "../use-pages.ts";
import { AuditRow } from "./audit-row.tsx";
import { ChainCheck } from "./chain-check.tsx";

const LIMIT = 50;
const ACTIONS = [
  { value: "any", label: "Every action" },
  { value: "user", label: "Accounts and roles" },
  { value: "member", label: "Members of threads" },
  { value: "role", label: "Roles in threads" },
  { value: "thread", label: "Threads" },
  { value: "message", label: "Messages" },
  { value: "invite", label: "Invites" },
  { value: "report", label: "Reports" },
  { value: "workspace", label: "The workspace" },
  { value: "security", label: "Security" },
] as const;

/** Who did what to whom, when and why: filtered, exported, and proven to be whole. */
export function AuditPage() {
  const [actor, setActor] = useState<PersonView | null>(null);
  const [target, setTarget] = useState<PersonView | null>(null);
  const [thread, setThread] = useState<ChosenThread | null>(null);
  const [action, setAction] = useState<(typeof ACTIONS)[number]["value"]>("any");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const pages = usePages(LIMIT);
  const filter = {
    ...(actor ? { actorId: actor.id } : {}),
    ...(target ? { targetId: target.id } : {}),
    ...(thread ? { threadId: thread.id } : {}),
    ...(action === "any" ? {} : { action }),
    ...(from ? { from: new Date(`${from}T00:00:00`).toISOString() } : {}),
    ...(to ? { to: new Date(`${to}T23:59:59.999`).toISOString() } : {}),
  };
  const input = { ...filter, limit: LIMIT, ...(pages.after ? { before: Number(pages.after) } : {}) };
  const result = useQuery({
    queryKey: ["admin", "audit", input],
    queryFn: () => askServer("audit", input),
    placeholderData: keepPreviousData,
  });
  const anew =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      pages.restart();
    };
  const entries = result.data?.entries ?? [];
  return (
    <AdminPage
      title="Audit log"
      hint="Every act of management, in a chain that shows if anything in it was changed."
      actions={
        // A file: the browser downloads it with its own session.
        <a
          href={`/api/admin/audit/export?${new URLSearchParams(filter)}`}
          download
          className={buttonClass("secondary")}
        >
          <Download aria-hidden="true" className="size-4" /> Export
        </a>
      }
    >
      <ChainCheck />
      <Card label="Audit log">
        <div className="grid grid-cols-3 gap-3 border-b border-line p-3 max-lg:grid-cols-2 max-md:grid-cols-1">
          <ChoosePerson label="Done by" chosen={actor} onChoose={anew(setActor)} />
          <ChoosePerson label="Done to" chosen={target} onChoose={anew(setTarget)} />
          <ChooseThread label="In the thread" chosen={thread} onChoose={anew(setThread)} />
          <div className="flex flex-col gap-1.5">
            <span className="text-sm font-semibold">Action</span>
            <Select
              label="Action"
              value={action}
              options={[...ACTIONS]}
              onChange={anew(setAction)}
              className="h-9 w-full max-md:h-11"
            />
          </div>
          <DayField label="From" value={from} onChange={anew(setFrom)} />
          <DayField label="Until" value={to} onChange={anew(setTo)} />
        </div>
        {result.isError ? (
          <ErrorPanel title="The audit log could not be loaded" onRetry={() => void result.refetch()} />
        ) : result.isPending ? (
          <RowsSkeleton label="Loading the audit log" />
        ) : entries.length === 0 ? (
          <EmptyState icon={<ScrollText />} title="Nothing like that">
            What owners, admins and moderators do appears here, with their reason.
          </EmptyState>
        ) : (
          <ol className="divide-y divide-line">
            {entries.map((entry) => (
              <AuditRow key={entry.id} entry={entry} />
            ))}
          </ol>
        )}
        {result.data && (
          <Pager
            pages={pages}
            shown={entries.length}
            nextAfter={result.data.nextBefore === null ? null : String(result.data.nextBefore)}
            busy={result.isPlaceholderData}
          />
        )}
      </Card>
    </AdminPage>
  );
}

function DayField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <label className="flex flex-col gap-1.5 text-sm font-semibold">
      {label}
      <Input type="date" value={value} onChange={(event) => onChange(event.target.value)} className="font-normal" />
    </label>
  );
}
