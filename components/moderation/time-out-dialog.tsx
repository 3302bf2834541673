"use client";

import { useState } from "react";
import { runOnServer } from "../../lib/client/administration.ts";
import { ReasonDialog } from "../admin/reason-dialog.tsx";
import { Select } from "../ui/select.tsx";
import { notifyWithUndo } from "../ui/toast.ts";
import { attempt } from "../shell/attempt.ts";

/** Lengths that one chooses from, in seconds. */
export const TIME_OUTS = [
  { value: "300", label: "5 minutes" },
  { value: "1800", label: "30 minutes" },
  { value: "3600", label: "1 hour" },
  { value: "86400", label: "1 day" },
  { value: "604800", label: "1 week" },
  { value: "2419200", label: "4 weeks" },
];

type MemberQuestionProps = { threadId: string; userId: string; name: string; onClose: () => void };

/** Asks for how long and why, and times somebody out. */
export function TimeOutDialog({ threadId, userId, name, onClose }: MemberQuestionProps) {
  const [seconds, setSeconds] = useState("1800");
  const lift = () => void attempt(runOnServer("participant:liftTimeOut", { threadId, userId }));
  const run = async (reason: string) => {
    await runOnServer("participant:timeOut", { threadId, userId, seconds: Number(seconds), reason });
    notifyWithUndo(`${name} is timed out.`, lift);
  };
  return (
    <ReasonDialog
      title={`Time ${name} out`}
      description="They can read on and post nothing until it ends."
      confirm="Time out"
      hint={`${name} reads it; it is kept in the audit log.`}
      onConfirm={run}
      onClose={onClose}
    >
      <div className="flex items-center justify-between gap-3 text-sm font-semibold">
        For how long
        <Select label="For how long" value={seconds} options={TIME_OUTS} onChange={setSeconds} />
      </div>
    </ReasonDialog>
  );
}

/** Asks why, and bans somebody from the thread. */
export function BanDialog({ threadId, userId, name, onClose }: MemberQuestionProps) {
  const unban = () => void attempt(runOnServer("participant:unban", { threadId, userId }));
  const run = async (reason: string) => {
    await runOnServer("participant:ban", { threadId, userId, reason });
    notifyWithUndo(`${name} is banned.`, unban);
  };
  return (
    <ReasonDialog
      title={`Ban ${name}`}
      description="They lose the thread at once and cannot come back until the ban is lifted. What they wrote stays."
      confirm="Ban"
      hint={`${name} reads it; it is kept in the audit log.`}
      onConfirm={run}
      onClose={onClose}
    />
  );
}

/** Asks why, and takes somebody out of the thread; they may come back as others may. */
export function RemoveDialog({ threadId, userId, name, onClose }: MemberQuestionProps) {
  const addAgain = () => void attempt(runOnServer("participant:add", { threadId, userIds: [userId] }));
  const run = async (reason: string) => {
    await runOnServer("participant:remove", { threadId, userId, ...(reason.trim() === "" ? {} : { reason }) });
    notifyWithUndo(`${name} was removed.`, addAgain);
  };
  return (
    <ReasonDialog
      title={`Remove ${name}`}
      description="They leave the thread, and may come back as others may."
      confirm="Remove"
      hint={`${name} reads it; it is kept in the audit log.`}
      optional
      onConfirm={run}
      onClose={onClose}
    />
  );
}
