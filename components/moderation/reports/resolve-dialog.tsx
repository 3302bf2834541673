"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { runOnServer } from "../../../lib/client/administration.ts";
import type { ReportView } from "../../../lib/contract/reports.ts";
import { ReasonDialog } from "../../admin/reason-dialog.tsx";
import { attempt } from "../../shell/attempt.ts";
import { Select } from "../../ui/select.tsx";
import { Switch } from "../../ui/switch.tsx";
import { notifyWithUndo } from "../../ui/toast.ts";
import { TIME_OUTS } from "../time-out-dialog.tsx";

const OUTCOMES = [
  { value: "RESOLVED", label: "Something is done" },
  { value: "DISMISSED", label: "Dismiss: no rule broken" },
] as const;
type Restraint = "none" | "timeOut" | "ban";
const RESTRAINTS: { value: Restraint; label: string }[] = [
  { value: "none", label: "Nothing" },
  { value: "timeOut", label: "Time out" },
  { value: "ban", label: "Ban from the thread" },
];

/** Asks how a report ends and why; does all of it at once. */
export function ResolveDialog({ report, name, onClose }: { report: ReportView; name: string; onClose: () => void }) {
  const queries = useQueryClient();
  const direct = report.threadKind === "DM" || report.threadKind === "GROUP_DM";
  const [state, setState] = useState<"RESOLVED" | "DISMISSED">("RESOLVED");
  const [deletes, setDeletes] = useState(!direct);
  const [restraint, setRestraint] = useState<Restraint>("none");
  const [seconds, setSeconds] = useState("3600");
  const acts = state === "RESOLVED" && !direct;
  const refresh = () => queries.invalidateQueries({ queryKey: ["admin", "reports"] });

  const run = async (reason: string) => {
    const done = await runOnServer("report:resolve", {
      reportId: report.id,
      version: report.version,
      state,
      reason,
      ...(acts ? { deleteMessage: deletes, restraint } : {}),
      ...(acts && restraint === "timeOut" ? { seconds: Number(seconds) } : {}),
    });
    const undo = () =>
      void attempt(runOnServer("report:reopen", { reportId: report.id, version: done.version }).then(refresh));
    notifyWithUndo(state === "RESOLVED" ? "The report is resolved." : "The report is dismissed.", undo);
    await refresh();
  };

  return (
    <ReasonDialog
      title="Resolve this report"
      description={
        direct
          ? "It is about a direct message: nobody from outside acts in one. The account can be suspended."
          : "Who reported it is told how it ended, and the author what was done."
      }
      confirm={state === "RESOLVED" ? "Resolve" : "Dismiss"}
      danger={acts && (deletes || restraint !== "none")}
      hint={`${name} reads it if something is done; it is kept in the audit log.`}
      onConfirm={run}
      onClose={onClose}
    >
      <Row label="How it ends">
        <Select label="How it ends" value={state} options={[...OUTCOMES]} onChange={setState} />
      </Row>
      {acts && (
        <>
          <Switch label="Delete the message" checked={deletes} onChange={setDeletes} />
          <Row label={`Do about ${name}`}>
            <Select label={`Do about ${name}`} value={restraint} options={RESTRAINTS} onChange={setRestraint} />
          </Row>
          {restraint === "timeOut" && (
            <Row label="For how long">
              <Select label="For how long" value={seconds} options={TIME_OUTS} onChange={setSeconds} />
            </Row>
          )}
        </>
      )}
    </ReasonDialog>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-center justify-between gap-3 text-sm font-medium">
      {label}
      {children}
    </div>
  );
}
