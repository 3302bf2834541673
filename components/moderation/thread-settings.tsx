"use client";

import { Ban, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { runOnServer } from "../../lib/client/administration.ts";
import { useThread } from "../../lib/client/hooks.ts";
import type { CommandInput } from "../../lib/contract/doors.ts";
import { duration } from "../../lib/policy/phrases.ts";
import { attempt } from "../shell/attempt.ts";
import { useThreadPolicy } from "../threads/thread-policy.ts";
import { Button } from "../ui/button.tsx";
import { Select } from "../ui/select.tsx";
import { Switch } from "../ui/switch.tsx";
import { notifyWithUndo } from "../ui/toast.ts";
import { BannedList } from "./banned-list.tsx";
import { RolePermissions } from "./permissions-dialog.tsx";

type Change = Omit<CommandInput<"thread:settings">, "threadId" | "version" | "reason">;

const SLOW_MODES = [0, 5, 10, 30, 60, 300, 900, 3_600, 21_600];
const EDIT_WINDOWS = [60, 300, 900, 3_600, 86_400];

/** How the thread runs; what cannot be changed says why. */
export function ThreadSettings({ threadId }: { threadId: string }) {
  const thread = useThread(threadId);
  const ask = useThreadPolicy(threadId);
  const [open, setOpen] = useState<"permissions" | "bans" | null>(null);
  if (!thread) return null;
  const slow = ask("thread.slowMode");
  const owners = ask("thread.announcement");
  const permissions = ask("thread.overrides");
  const bans = ask("member.unban");

  const change = async (next: Change, before: Change) => {
    const done = await attempt(runOnServer("thread:settings", { threadId, version: thread.version, ...next }));
    if (!done) return;
    const undo = () => void attempt(runOnServer("thread:settings", { threadId, version: done.version, ...before }));
    notifyWithUndo("Changed.", undo);
  };

  return (
    <section aria-label="Settings" className="mt-4 flex flex-col border-t border-line pt-3">
      <h3 className="mb-1 text-xs font-semibold tracking-[0.02em] text-text-3 uppercase">Settings</h3>
      <Switch
        label="Announcements only"
        hint={owners.why ?? "Only owners and moderators post; everybody reacts."}
        checked={thread.announcement}
        disabled={!owners.allowed}
        onChange={(announcement) => void change({ announcement }, { announcement: !announcement })}
      />
      <Setting
        label="Slow mode"
        hint={slow.why ?? "How long a member waits between two messages."}
        value={thread.slowModeSeconds}
        values={SLOW_MODES}
        nameOf={(seconds) => (seconds === 0 ? "Off" : duration(seconds * 1000))}
        disabled={!slow.allowed}
        onChange={(slowModeSeconds) => void change({ slowModeSeconds }, { slowModeSeconds: thread.slowModeSeconds })}
      />
      <Setting
        label="Editing"
        hint={owners.why ?? "How long after sending a message can be edited."}
        value={thread.editWindowSeconds ?? -1}
        values={[-1, ...EDIT_WINDOWS, 0]}
        nameOf={(seconds) => (seconds < 0 ? "Always" : seconds === 0 ? "Never" : duration(seconds * 1000))}
        disabled={!owners.allowed}
        onChange={(seconds) =>
          void change(
            { editWindowSeconds: seconds < 0 ? null : seconds },
            { editWindowSeconds: thread.editWindowSeconds },
          )
        }
      />
      <Switch
        label="Link previews"
        hint={owners.why ?? "Shows what the links of new messages lead to."}
        checked={thread.linkPreviews}
        disabled={!owners.allowed}
        onChange={(linkPreviews) => void change({ linkPreviews }, { linkPreviews: !linkPreviews })}
      />
      <div className="flex flex-wrap gap-2 pt-2">
        {permissions.allowed && (
          <Button onClick={() => setOpen("permissions")}>
            <ShieldCheck aria-hidden="true" className="size-4" /> Permissions…
          </Button>
        )}
        {bans.allowed && (
          <Button onClick={() => setOpen("bans")}>
            <Ban aria-hidden="true" className="size-4" /> Banned people…
          </Button>
        )}
      </div>
      {open === "permissions" && <RolePermissions threadId={threadId} onClose={() => setOpen(null)} />}
      {open === "bans" && <BannedList threadId={threadId} onClose={() => setOpen(null)} />}
    </section>
  );
}

type SettingProps = {
  label: string;
  hint: string;
  value: number;
  values: number[];
  nameOf: (value: number) => string;
  disabled: boolean;
  onChange: (value: number) => void;
};

/** One of a few lengths of time; one that was set otherwise is among them. */
function Setting({ label, hint, value, values, nameOf, disabled, onChange }: SettingProps) {
  const all = values.includes(value) ? values : [...values, value];
  return (
    <div className="flex min-h-10 items-center gap-3 py-1.5">
      <span className="min-w-0 flex-1">
        <span className="block text-sm font-medium">{label}</span>
        <span className="block text-xs text-text-3">{hint}</span>
      </span>
      <Select
        label={label}
        value={String(value)}
        options={all.map((seconds) => ({ value: String(seconds), label: nameOf(seconds) }))}
        disabled={disabled}
        onChange={(next) => onChange(Number(next))}
        className="min-w-28"
      />
    </div>
  );
}
