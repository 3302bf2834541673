import { updatePreference } from "../../lib/client/actions.ts";
import type { PreferenceView } from "../../lib/contract/preferences.ts";
import { attempt } from "../shell/attempt.ts";

/** Takes effect at once, here and on the person's other devices; the store takes it back when the server refuses. */
export function changePreference(change: Partial<PreferenceView>): void {
  void attempt(updatePreference(change));
}
