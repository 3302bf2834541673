import { toast } from "sonner";

/** Says that something happened. */
export function notify(text: string): void {
  toast(text);
}

/** Says that something was done and offers to take it back: instead of "are you sure?". */
export function notifyWithUndo(text: string, undo: () => void): void {
  toast(text, { duration: 8_000, action: { label: "Undo", onClick: undo } });
}

/** Says that something happened elsewhere, with a button that leads there. */
export function notifyWithWay(text: string, label: string, go: () => void): void {
  toast(text, { duration: 8_000, action: { label, onClick: go } });
}

/** Says that something failed, in words for people. */
export function notifyFailure(text: string): void {
  toast.error(text, { duration: 8_000 });
}
