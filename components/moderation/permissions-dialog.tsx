"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { runOnServer } from "../../lib/client/administration.ts";
import { usePerson, useThread } from "../../lib/client/hooks.ts";
import type { ParticipantView } from "../../lib/contract/participants.ts";
import type { Participation, Switches } from "../../lib/contract/participation.ts";
import type { ThreadRole } from "../../lib/contract/roles.ts";
import type { ThreadView } from "../../lib/contract/threads.ts";
import { PARTICIPATION } from "../../lib/policy/actions.ts";
import { cellHolds, cellOf, isSwitchable } from "../../lib/policy/permissions.ts";
import { capitalised, everyoneWho, VERBS } from "../../lib/policy/phrases.ts";
import type { TargetFacts } from "../../lib/policy/facts.ts";
import { failureText } from "../shell/attempt.ts";
import { targetOf, useThreadPolicy } from "../threads/thread-policy.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions, DialogBody } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Select } from "../ui/select.tsx";
import { notify } from "../ui/toast.ts";
import { PermissionRow, type Setting } from "./permission-row.tsx";

const ROLES = (["MEMBER", "GUEST", "MODERATOR"] as const).map((value) => ({ value, label: everyoneWho(value) }));

/** What each role may in a thread beyond and below what it may elsewhere. */
export function RolePermissions({ threadId, onClose }: { threadId: string; onClose: () => void }) {
  const thread = useThread(threadId);
  const [role, setRole] = useState<ThreadRole>("MEMBER");
  if (!thread) return null;
  return (
    <PermissionsDialog title={`Permissions in ${thread.name}`} onClose={onClose}>
      <div className="flex items-center justify-between gap-3 px-5 pb-3 text-sm font-semibold">
        For
        <Select label="For" value={role} options={ROLES} onChange={(next) => setRole(next)} />
      </div>
      <PermissionsForm
        // Another role, or another version of this one, is another form: nothing unseen is overwritten.
        key={`${role} ${thread.version}`}
        thread={thread}
        role={role}
        userId={null}
        set={thread.overrides.find((override) => override.role === role) ?? NONE}
        onClose={onClose}
      />
    </PermissionsDialog>
  );
}

type MemberPermissionsProps = { member: ParticipantView; name: string; onClose: () => void };

/** What one member may on top of what their role may. */
export function MemberPermissions({ member, name, onClose }: MemberPermissionsProps) {
  const thread = useThread(member.threadId);
  const person = usePerson(member.userId);
  if (!thread) return null;
  return (
    <PermissionsDialog title={`Permissions of ${name}`} onClose={onClose}>
      <PermissionsForm
        key={thread.version}
        thread={thread}
        role={member.role}
        userId={member.userId}
        target={person ? targetOf(person, member) : undefined}
        set={member.override}
        onClose={onClose}
      />
    </PermissionsDialog>
  );
}

const NONE: Switches = { allow: [], deny: [] };

function PermissionsDialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description="Only taking part can be switched; managing comes with a role."
      className="w-[34rem]"
    >
      {children}
    </Dialog>
  );
}

type PermissionsFormProps = {
  thread: ThreadView;
  role: ThreadRole;
  /** Null for everybody of the role. */
  userId: string | null;
  /** The member, where it is one. */
  target?: TargetFacts | undefined;
  set: Switches;
  onClose: () => void;
};

function PermissionsForm({ thread, role, userId, target, set, onClose }: PermissionsFormProps) {
  const [draft, setDraft] = useState(set);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const switchable = PARTICIPATION.filter((name) => isSwitchable(cellOf(name, role)));
  const policy = useThreadPolicy(thread.id);
  // Invariant 7: nobody allows others what they may not do themselves.
  const whyNotAllow = (name: Participation) =>
    policy("thread.overrides", {
      proposedOverride: { role: userId === null ? role : null, userId, allow: [name], deny: [] },
      ...(target ? { target } : {}),
    }).why;
  const changed = switchable.some((name) => settingOf(draft, name) !== settingOf(set, name));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await runOnServer("thread:override", {
        threadId: thread.id,
        version: thread.version,
        role: userId === null ? role : null,
        userId,
        ...draft,
        ...(reason.trim() === "" ? {} : { reason }),
      });
      notify("Permissions changed.");
      onClose();
    } catch (failure) {
      setError(failureText(failure));
      setBusy(false);
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)} className="flex min-h-0 flex-1 flex-col">
      <DialogBody className="flex flex-col">
        {switchable.map((name) => (
          <PermissionRow
            key={name}
            label={capitalised(VERBS[name].replace(/ (here|in this thread|to this thread|this thread)$/, ""))}
            usually={usuallyMay(name, { thread, role, userId })}
            value={settingOf(draft, name)}
            whyNotAllow={whyNotAllow(name)}
            onChange={(setting) => setDraft(withSetting(draft, name, setting))}
          />
        ))}
        <div className="pt-4">
          <Field label="Reason (optional)" hint="Kept in the audit log." error={error}>
            <Input value={reason} maxLength={1_000} onChange={(event) => setReason(event.target.value)} />
          </Field>
        </div>
      </DialogBody>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" busy={busy} disabled={!changed}>
          Save
        </Button>
      </DialogActions>
    </form>
  );
}

const settingOf = ({ allow, deny }: Switches, name: Participation): Setting =>
  allow.includes(name) ? "allow" : deny.includes(name) ? "deny" : "inherit";

function withSetting({ allow, deny }: Switches, name: Participation, setting: Setting): Switches {
  const others = (names: readonly Participation[]) => names.filter((other) => other !== name);
  return {
    allow: setting === "allow" ? [...others(allow), name] : others(allow),
    deny: setting === "deny" ? [...others(deny), name] : others(deny),
  };
}

/** What holds where nothing is switched: for a person, what their role may in this thread. */
function usuallyMay(
  name: Participation,
  { thread, role, userId }: { thread: ThreadView; role: ThreadRole; userId: string | null },
): boolean {
  const byRole = thread.overrides.find((override) => override.role === role);
  if (userId !== null && byRole?.allow.includes(name)) return true;
  if (userId !== null && byRole?.deny.includes(name)) return false;
  return cellHolds(cellOf(name, role), { kind: thread.kind, own: false, inside: true });
}
