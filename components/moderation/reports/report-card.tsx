"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { runOnServer } from "../../../lib/client/administration.ts";
import { useMe, usePerson } from "../../../lib/client/hooks.ts";
import type { ReportView } from "../../../lib/contract/reports.ts";
import { atTimeOrDate } from "../../chat/conversation/time-text.ts";
import { useTimeStyle } from "../../chat/conversation/use-time-style.ts";
import { UNKNOWN_NAME } from "../../people/person-names.ts";
import { attempt } from "../../shell/attempt.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { CATEGORY_NAMES } from "../report-dialog.tsx";
import { ReportContext } from "./report-context.tsx";
import { ResolveDialog } from "./resolve-dialog.tsx";

/** One report: what, by whom, about whom, and what can be done or was. */
export function ReportCard({ report }: { report: ReportView }) {
  const id = useId();
  const me = useMe();
  const style = useTimeStyle();
  const author = usePerson(report.authorId)?.displayName ?? UNKNOWN_NAME;
  const reporter = usePerson(report.reporterId)?.displayName ?? UNKNOWN_NAME;
  const claimer = usePerson(report.claimedById)?.displayName;
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(false);
  const isOwn = report.authorId === me.id;
  const mine = report.claimedById === me.id;
  return (
    <li aria-labelledby={id} className="flex flex-col gap-3 rounded-lg border border-line bg-raised p-4">
      <div className="flex flex-wrap items-center gap-2">
        <h2 id={id} className="text-sm font-semibold">
          {CATEGORY_NAMES[report.category]}: a message of {author}
        </h2>
        {claimer && report.state === "OPEN" && <Badge tone="accent">{mine ? "Yours" : `With ${claimer}`}</Badge>}
      </div>
      <p className="text-xs text-text-3">
        Reported by {reporter} {atTimeOrDate(report.createdAt, new Date(), style)}
        {report.threadName ? `, in #${report.threadName}` : ", in a direct message"}
      </p>
      <blockquote className="border-l-2 border-line-strong pl-3 text-sm break-words whitespace-pre-wrap">
        {report.body}
      </blockquote>
      {report.words && <p className="text-sm break-words text-text-2">“{report.words}”</p>}
      {open && <ReportContext reportId={report.id} />}
      <Outcome report={report} />
      <div className="flex flex-wrap gap-2">
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Hide the context" : "Show the context"}
        </Button>
        {report.state === "OPEN" && <Claim report={report} mine={mine} />}
        {report.state === "OPEN" && (
          <Button look="primary" disabled={isOwn} onClick={() => setAsking(true)}>
            {isOwn ? "Your own message: somebody else decides" : "Resolve…"}
          </Button>
        )}
        {report.state !== "OPEN" && <Reopen report={report} />}
      </div>
      {asking && <ResolveDialog report={report} name={author} onClose={() => setAsking(false)} />}
    </li>
  );
}

function Claim({ report, mine }: { report: ReportView; mine: boolean }) {
  const refresh = useRefresh();
  const claim = async () => {
    await attempt(runOnServer("report:claim", { reportId: report.id, version: report.version, claimed: !mine }));
    await refresh();
  };
  return <Button onClick={() => void claim()}>{mine ? "Give it back" : "Take it on"}</Button>;
}

function Reopen({ report }: { report: ReportView }) {
  const refresh = useRefresh();
  const reopen = async () => {
    await attempt(runOnServer("report:reopen", { reportId: report.id, version: report.version }));
    await refresh();
  };
  return <Button onClick={() => void reopen()}>Undo and reopen</Button>;
}

/** What was done, by whom and why. */
function Outcome({ report }: { report: ReportView }) {
  const style = useTimeStyle();
  const by = usePerson(report.resolvedById)?.displayName ?? UNKNOWN_NAME;
  const { state, outcome, resolvedAt, reason } = report;
  if (state === "OPEN" || !resolvedAt) return null;
  const done = [
    outcome?.deleteMessage && "message deleted",
    outcome?.restraint === "timeOut" && "author timed out",
    outcome?.restraint === "ban" && "author banned",
  ].filter(Boolean);
  return (
    <p className="text-sm text-text-2">
      <strong className="font-semibold">{state === "DISMISSED" ? "Dismissed" : "Resolved"}</strong> by {by}{" "}
      {atTimeOrDate(resolvedAt, new Date(), style)}
      {done.length > 0 && `: ${done.join(", ")}`}. {reason}
    </p>
  );
}

function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["admin", "reports"] });
}
