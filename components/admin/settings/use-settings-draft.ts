"use client";

import { useState } from "react";
import type { WorkspaceSettings } from "../../../lib/contract/workspace-settings.ts";
import { failureText } from "../../shell/attempt.ts";
import { notify } from "../../ui/toast.ts";

type Draft<Fields extends keyof WorkspaceSettings> = Partial<Pick<WorkspaceSettings, Fields>>;

/**
 * What was changed and is not saved yet. Somebody else's change in between is told, with what they set: what was typed
 * stays, and saving again is then a decision.
 */
export function useSettingsDraft<Fields extends keyof WorkspaceSettings>(
  settings: WorkspaceSettings,
  onSaved: (settings: WorkspaceSettings) => void,
) {
  const [draft, setDraft] = useState<Draft<Fields>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const value = { ...settings, ...draft };
  const changed = Object.fromEntries(
    Object.entries(draft).filter(([name, next]) => !isSame(next, settings[name as Fields])),
  ) as Draft<Fields>;

  /** Gives what went wrong, or null; `work` gets what changed, with the version it was made upon. */
  const save = async (
    work: (change: Draft<Fields> & { version: number }) => Promise<WorkspaceSettings>,
  ): Promise<string | null> => {
    setBusy(true);
    setProblem(null);
    try {
      onSaved(await work({ ...changed, version: settings.version }));
      setDraft({});
      notify("The settings are saved.");
      return null;
    } catch (failure) {
      const { code, details } = failure as { code?: string; details?: { settings?: WorkspaceSettings } };
      if (code === "STALE" && details?.settings) {
        onSaved(details.settings);
        return tell(
          "Somebody else changed the settings meanwhile. What you changed is still here: look, and save again.",
        );
      }
      return tell(failureText(failure));
    } finally {
      setBusy(false);
    }
  };

  const tell = (text: string) => {
    setProblem(text);
    return text;
  };

  return {
    value,
    busy,
    problem,
    isChanged: Object.keys(changed).length > 0,
    set: (change: Draft<Fields>) => setDraft((before) => ({ ...before, ...change })),
    discard: () => {
      setDraft({});
      setProblem(null);
    },
    save,
  };
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
