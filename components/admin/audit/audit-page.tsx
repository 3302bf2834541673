"use client";

import { Download, ScrollText } from "lucide-react";
import { useState } from "react";
import { askServer } from "../../../lib/client/administration.ts";
import type { PersonView } from "../../../lib/contract/people.ts";
import { buttonClass } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Input } from "../../ui/input.tsx";
import { Select } from "../../ui/select.tsx";
import { AdminPage } from "../admin-page.tsx";
import { ChoosePerson } from "../choose-person.tsx";
import { ChooseThread, type ChosenThread } from "../choose-thread.tsx";
import { ServerList } from "../server-list.tsx";
import { useServerList } from "../use-server-list.ts";
import { AuditRow } from "./audit-row.tsx";
import { ChainCheck } from "./chain-check.tsx";

const ACTIONS = [
  { value: "any", label: "Every action" },
  { value: "user", label: "Accounts and roles" },
  { value: "member", label: "Members of threads" },
  { value: "role", label: "Roles in threads" },
  { value: "thread", label: "Threads" },
  { value: "message", label: "Messages" },
  { value: "invite", label: "Invites" },
  { value: "report", label: "Reports" },
  { value: "emoji", label: "Emoji" },
  { value: "group", label: "Groups" },
  { value: "preview", label: "Link previews" },
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
  const filter = {
    ...(actor ? { actorId: actor.id } : {}),
    ...(target ? { targetId: target.id } : {}),
    ...(thread ? { threadId: thread.id } : {}),
    ...(action === "any" ? {} : { action }),
    ...(from ? { from: new Date(`${from}T00:00:00`).toISOString() } : {}),
    ...(to ? { to: new Date(`${to}T23:59:59.999`).toISOString() } : {}),
  };
  const list = useServerList({
    name: "audit",
    filter,
    ask: ({ filter: asked, limit, after }) =>
      askServer("audit", { ...asked, limit, ...(after ? { before: Number(after) } : {}) }),
    pageOf: ({ entries, nextBefore }) => ({
      rows: entries,
      nextAfter: nextBefore === null ? null : String(nextBefore),
    }),
  });
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
      <ServerList
        things="audit log"
        label="Audit log"
        list={list}
        tools={
          <div className="grid flex-1 grid-cols-3 gap-3 max-lg:grid-cols-2">
            <ChoosePerson label="Done by" chosen={actor} onChoose={setActor} />
            <ChoosePerson label="Done to" chosen={target} onChoose={setTarget} />
            <ChooseThread label="In the thread" chosen={thread} onChoose={setThread} />
            <div className="flex flex-col gap-1.5">
              <span className="text-sm font-semibold">Action</span>
              <Select
                label="Action"
                value={action}
                options={[...ACTIONS]}
                onChange={setAction}
                className="h-9 w-full max-md:h-11"
              />
            </div>
            <DayField label="From" value={from} onChange={setFrom} />
            <DayField label="Until" value={to} onChange={setTo} />
          </div>
        }
        empty={
          <EmptyState icon={<ScrollText />} title="Nothing like that">
            What owners, admins and moderators do appears here, with their reason.
          </EmptyState>
        }
        row={(entry) => <AuditRow key={entry.id} entry={entry} />}
      />
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
