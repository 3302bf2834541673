"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleX } from "lucide-react";
import { askServer } from "../../../lib/client/administration.ts";
import type { QueryInput } from "../../../lib/contract/doors.ts";
import type { ExplainedPermission } from "../../../lib/contract/permissions.ts";
import { failureText } from "../../shell/attempt.ts";
import { classNames } from "../../ui/class-names.ts";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { RowsSkeleton } from "../../ui/skeleton.tsx";
import { Card } from "../table.tsx";

/** The answer to one question, with its steps. */
export function Explanation({ question }: { question: QueryInput<"explainPermission"> | null }) {
  const result = useQuery({
    queryKey: ["admin", "explain", question],
    queryFn: () => askServer("explainPermission", question ?? { userId: "", action: "" }),
    enabled: question !== null,
  });
  if (!question)
    return <p className="px-1 py-8 text-center text-sm text-text-3">Choose a person, an action and a thread.</p>;
  if (result.isError)
    return (
      <ErrorPanel title="There is no answer" onRetry={() => void result.refetch()}>
        {failureText(result.error)}
      </ErrorPanel>
    );
  if (result.isPending) return <RowsSkeleton rows={3} label="Asking" />;
  return <Answer answer={result.data} />;
}

function Answer({ answer }: { answer: ExplainedPermission }) {
  const Icon = answer.allow ? CircleCheck : CircleX;
  return (
    <Card label="The answer">
      <p
        role="status"
        className={classNames(
          "flex items-center gap-2.5 px-4 py-3 text-sm font-semibold",
          answer.allow ? "bg-accent-soft text-accent-text" : "bg-danger-soft text-danger",
        )}
      >
        <Icon aria-hidden="true" className="size-[18px] shrink-0" />
        <span>
          {answer.allow ? "Allowed" : "Refused"}: {answer.sentence}
        </span>
      </p>
      <ol aria-label="Steps" className="flex flex-col px-4 py-3">
        {answer.steps.map((step, index) => (
          <li key={`${index}-${step.step}`} className="relative grid grid-cols-[1.5rem_1fr] py-1.5 text-sm text-text-2">
            <Dot outcome={step.outcome} last={index === answer.steps.length - 1} />
            <span>
              <span className="font-semibold text-text">{STEP_NAMES[step.step] ?? step.step}. </span>
              {step.text}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

const STEP_NAMES: Record<string, string> = {
  account: "Account",
  existence: "Existence",
  ban: "Ban",
  state: "State of the thread",
  message: "Message",
  role: "Role",
  override: "Override",
  timeOut: "Time-out",
  implied: "What it needs",
  limit: "Limit",
  block: "Block",
  standing: "Rank",
  lastOwner: "Last owner",
  slowMode: "Slow mode",
};

function Dot({ outcome, last }: { outcome: ExplainedPermission["steps"][number]["outcome"]; last: boolean }) {
  return (
    <>
      <span
        aria-hidden="true"
        className={classNames(
          "mt-[0.4rem] size-[9px] rounded-full forced-color-adjust-none",
          outcome === "deny" ? "bg-danger" : outcome === "lack" ? "bg-warn" : "bg-ok",
        )}
      />
      {!last && <span aria-hidden="true" className="absolute top-[1.3rem] -bottom-1 left-1 w-px bg-line-strong" />}
    </>
  );
}
