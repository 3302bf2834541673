"use client";

import { useState } from "react";
import { runOnServer } from "../../../lib/client/administration.ts";
import { useMe } from "../../../lib/client/hooks.ts";
import { type AdminSettings, signUpMode, type WorkspaceSettings } from "../../../lib/contract/workspace-settings.ts";
import { decide } from "../../../lib/policy/decide.ts";
import { explain } from "../../../lib/policy/explain.ts";
import { Setting } from "../../settings/setting-group.tsx";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { Select } from "../../ui/select.tsx";
import { ReasonDialog } from "../reason-dialog.tsx";
import { FormCard } from "./form-card.tsx";
import { useSettingsDraft } from "./use-settings-draft.ts";

const DAYS = [
  { value: "", label: "As the identity service says" },
  { value: "1", label: "After a day" },
  { value: "7", label: "After a week" },
  { value: "30", label: "After 30 days" },
  { value: "90", label: "After 90 days" },
];

type Mode = "default" | "open" | "invite" | "domain";
const modeOf = (signUp: string | null): Mode =>
  signUp === null ? "default" : signUp.startsWith("domain:") ? "domain" : (signUp as "open" | "invite");

type Props = { settings: AdminSettings; onSaved: (settings: WorkspaceSettings) => void };

/** Who may sign up, and how long sessions last. Saving asks for a reason. */
export function SecurityForm({ settings, onSaved }: Props) {
  const me = useMe();
  const decision = decide(me, "security.set", { now: 0 });
  const why = decision.allow ? null : explain("security.set", decision);
  const draft = useSettingsDraft<"signUp" | "maxSessionDays">(settings, onSaved);
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const { value, set } = draft;
  const mode = modeOf(value.signUp);
  const days = value.maxSessionDays === null ? "" : String(value.maxSessionDays);
  const modes = [
    { value: "default", label: `As the server is set up (${settings.signUpDefault})` },
    { value: "invite", label: "Only with an invite" },
    { value: "domain", label: "People of one domain, or with an invite" },
    { value: "open", label: "Everybody" },
  ] as const;
  const ask = () => {
    const isWrong = value.signUp !== null && !signUpMode.safeParse(value.signUp).success;
    setError(isWrong ? "A domain such as example.org." : null);
    setAsking(!isWrong);
  };
  /** What failed is said in the window, where the reason still stands. */
  const save = async (reason: string) => {
    const problem = await draft.save((change) => runOnServer("security:update", { ...change, reason }));
    if (problem) throw Object.assign(new Error(problem), { code: "STALE" });
  };
  return (
    <>
      <FormCard
        title="Security"
        why={why}
        problem={draft.problem}
        isChanged={draft.isChanged}
        busy={draft.busy}
        onDiscard={draft.discard}
        onSave={ask}
      >
        <Setting label="Who may sign up">
          <Select
            label="Who may sign up"
            value={mode}
            disabled={why !== null}
            options={[...modes]}
            onChange={(next) => set({ signUp: next === "default" ? null : next === "domain" ? "domain:" : next })}
          />
        </Setting>
        {mode === "domain" && (
          <Field label="Domain of their e-mail address" error={error}>
            <Input
              value={value.signUp?.slice("domain:".length) ?? ""}
              placeholder="example.org"
              autoComplete="off"
              onChange={(event) => set({ signUp: `domain:${event.target.value.trim().toLowerCase()}` })}
            />
          </Field>
        )}
        <Setting label="Sessions end" hint="Then people sign in again, however busy they are.">
          <Select
            label="Sessions end"
            value={days}
            disabled={why !== null}
            options={
              DAYS.some((option) => option.value === days)
                ? DAYS
                : [...DAYS, { value: days, label: `After ${days} days` }]
            }
            onChange={(next) => set({ maxSessionDays: next === "" ? null : Number(next) })}
          />
        </Setting>
      </FormCard>
      {asking && (
        <ReasonDialog
          title="Change security settings"
          description="It takes effect at once, for everybody."
          confirm="Save"
          danger={false}
          onConfirm={save}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
