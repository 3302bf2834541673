"use client";

import { runOnServer } from "../../../lib/client/administration.ts";
import { useMe } from "../../../lib/client/hooks.ts";
import { DEFAULT_PREFERENCE } from "../../../lib/contract/preferences.ts";
import { WORKSPACE_NAME_MAX } from "../../../lib/contract/limits.ts";
import type { PreferenceDefaults, WorkspaceSettings } from "../../../lib/contract/workspace-settings.ts";
import { decide } from "../../../lib/policy/decide.ts";
import { explain } from "../../../lib/policy/explain.ts";
import { Setting } from "../../settings/setting-group.tsx";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { Select } from "../../ui/select.tsx";
import { Switch } from "../../ui/switch.tsx";
import { FormCard } from "./form-card.tsx";
import { useSettingsDraft } from "./use-settings-draft.ts";

const EDIT_WINDOWS = [
  { value: "", label: "Always" },
  { value: "86400", label: "For a day" },
  { value: "3600", label: "For an hour" },
  { value: "600", label: "For 10 minutes" },
  { value: "0", label: "Never" },
];
const SLOW_MODES = [
  { value: "0", label: "Off" },
  { value: "10", label: "10 seconds" },
  { value: "60", label: "A minute" },
  { value: "600", label: "10 minutes" },
];
const LEVELS = [
  { value: "ALL", label: "Every message" },
  { value: "MENTIONS", label: "Mentions and direct messages" },
  { value: "NOTHING", label: "Nothing" },
] as const;
const PREVIEWS = [
  { value: "EVERYWHERE", label: "Everywhere" },
  { value: "THREADS", label: "Not in direct messages" },
  { value: "NOWHERE", label: "Nowhere" },
] as const;

type Props = { settings: WorkspaceSettings; onSaved: (settings: WorkspaceSettings) => void };

/** The workspace's name, and what new threads and new people start with. */
export function GeneralForm({ settings, onSaved }: Props) {
  const me = useMe();
  const decision = decide(me, "workspace.set", { now: 0 });
  const why = decision.allow ? null : explain("workspace.set", decision);
  const draft = useSettingsDraft<
    "name" | "receipts" | "linkPreviews" | "editWindowSeconds" | "slowModeSeconds" | "preference"
  >(settings, onSaved);
  const { value, set } = draft;
  const preference = { ...DEFAULT_PREFERENCE, ...value.preference };
  const prefer = (change: PreferenceDefaults) => set({ preference: { ...value.preference, ...change } });
  const editWindow = value.editWindowSeconds === null ? "" : String(value.editWindowSeconds);
  return (
    <FormCard
      title="General"
      why={why}
      problem={draft.problem}
      isChanged={draft.isChanged}
      busy={draft.busy}
      onDiscard={draft.discard}
      onSave={() => void draft.save((change) => runOnServer("workspace:update", change))}
    >
      <Field label="Name of the workspace">
        <Input
          value={value.name}
          maxLength={WORKSPACE_NAME_MAX}
          onChange={(event) => set({ name: event.target.value })}
          autoComplete="off"
        />
      </Field>
      <Switch
        label="Read receipts"
        hint="Whether people see how far others have read. Each person can hide their own."
        checked={value.receipts}
        disabled={why !== null}
        onChange={(receipts) => set({ receipts })}
      />
      <div className="divide-y divide-line border-t border-line">
        <Setting
          label="Link previews"
          hint="This server asks the linked page for its title and picture; nobody who reads does."
        >
          <Select
            label="Link previews"
            value={value.linkPreviews}
            disabled={why !== null}
            options={[...PREVIEWS]}
            onChange={(linkPreviews) => set({ linkPreviews })}
          />
        </Setting>
        <Setting label="New threads: messages can be edited">
          <Select
            label="New threads: messages can be edited"
            value={editWindow}
            disabled={why !== null}
            options={known(EDIT_WINDOWS, editWindow)}
            onChange={(next) => set({ editWindowSeconds: next === "" ? null : Number(next) })}
          />
        </Setting>
        <Setting label="New threads: slow mode">
          <Select
            label="New threads: slow mode"
            value={String(value.slowModeSeconds)}
            disabled={why !== null}
            options={known(SLOW_MODES, String(value.slowModeSeconds))}
            onChange={(next) => set({ slowModeSeconds: Number(next) })}
          />
        </Setting>
        <Setting label="New people: notify them about">
          <Select
            label="New people: notify them about"
            value={preference.notificationLevel}
            disabled={why !== null}
            options={[...LEVELS]}
            onChange={(notificationLevel) => prefer({ notificationLevel })}
          />
        </Setting>
        <Switch
          label="New people: show when they have read a message"
          checked={preference.showReceipts}
          disabled={why !== null}
          onChange={(showReceipts) => prefer({ showReceipts })}
        />
        <Switch
          label="New people: show when they are online"
          checked={preference.showPresence}
          disabled={why !== null}
          onChange={(showPresence) => prefer({ showPresence })}
        />
      </div>
    </FormCard>
  );
}

/** The options, with the present value among them even where it is none of ours. */
const known = (options: { value: string; label: string }[], value: string) =>
  options.some((option) => option.value === value) ? options : [...options, { value, label: `${value} seconds` }];
