import { setPinned, setSaved } from "../../../lib/client/actions.ts";
import { failureText } from "../../shell/attempt.ts";
import { notify, notifyFailure } from "../../ui/toast.ts";

/** Pins a message for everybody, or takes the pin down, and says how it went. */
export function pinOrUnpin(messageId: string, pinned: boolean): void {
  setPinned(messageId, pinned).then(
    () => notify(pinned ? "Pinned to the thread" : "No longer pinned"),
    (thrown: unknown) => notifyFailure(failureText(thrown)),
  );
}

/** Keeps a message for later, or no longer, and says how it went. */
export function saveOrUnsave(messageId: string, saved: boolean): void {
  setSaved(messageId, saved).then(
    () => notify(saved ? "Saved for later" : "No longer saved"),
    (thrown: unknown) => notifyFailure(failureText(thrown)),
  );
}
