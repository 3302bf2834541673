"use client";

import { Flag } from "lucide-react";
import { useState } from "react";
import { askServer } from "../../../lib/client/administration.ts";
import type { ReportState } from "../../../lib/contract/reports.ts";
import { AdminPage } from "../../admin/admin-page.tsx";
import { Pager } from "../../admin/pager.tsx";
import { useServerList } from "../../admin/use-server-list.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { Select } from "../../ui/select.tsx";
import { RowsSkeleton } from "../../ui/skeleton.tsx";
import { ReportCard } from "./report-card.tsx";

/** Reports come in while one looks at the queue; in ms. */
const REFRESH = 15_000;

const STATES = [
  { value: "OPEN", label: "Open" },
  { value: "RESOLVED", label: "Resolved" },
  { value: "DISMISSED", label: "Dismissed" },
] as const;

/** The queue of reports. */
export function ReportsPage() {
  return (
    <AdminPage title="Reports">
      <Queue />
    </AdminPage>
  );
}

function Queue() {
  const [state, setState] = useState<ReportState>("OPEN");
  const list = useServerList({
    name: "reports",
    filter: { state },
    refresh: REFRESH,
    ask: ({ filter, ...page }) => askServer("reports", { ...filter, ...page }),
    pageOf: ({ reports, nextAfter }) => ({ rows: reports, nextAfter }),
  });
  const waiting = list.answer?.open;
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <div className="flex items-center justify-between gap-3">
        <p role="status" className="text-sm text-text-2">
          {waiting !== undefined &&
            (waiting === 1 ? "1 report waits." : waiting === 0 ? "No report waits." : `${waiting} reports wait.`)}
        </p>
        <Select label="Which reports" value={state} options={[...STATES]} onChange={setState} />
      </div>
      {list.failed ? (
        <ErrorPanel title="The reports could not be loaded" onRetry={list.retry} />
      ) : !list.page ? (
        <RowsSkeleton label="Loading the reports" />
      ) : list.page.rows.length === 0 ? (
        <EmptyState icon={<Flag />} title={state === "OPEN" ? "Nothing to look into" : "None yet"}>
          Anybody can report a message from its menu. It comes here with five messages on either side.
        </EmptyState>
      ) : (
        <>
          <ul className="flex flex-col gap-4">
            {list.page.rows.map((report) => (
              <ReportCard key={report.id} report={report} />
            ))}
          </ul>
          <Pager list={list} page={list.page} />
        </>
      )}
    </div>
  );
}
