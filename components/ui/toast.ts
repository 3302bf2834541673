import type { Toast } from "./notices.tsx";

type Words = (say: Toast) => void;

let say: Toast | null = null;
const waiting: Words[] = [];
let asked = 0;
const watchers = new Set<() => void>();

/** How often something was said while nothing was there to show it (`Toaster`). */
export const toastsWanted = (): number => asked;

export function onWanted(hear: () => void): () => void {
  watchers.add(hear);
  return () => watchers.delete(hear);
}

/** From now on toasts are shown; those that waited come first. */
export function hearToasts(speak: Toast): void {
  say = speak;
  for (const words of waiting.splice(0)) words(speak);
}

function speak(words: Words): void {
  if (say) return words(say);
  waiting.push(words);
  asked += 1;
  for (const hear of watchers) hear();
}

/** Says that something happened. */
export function notify(text: string): void {
  speak((toast) => toast(text));
}

/** Says that something was done and offers to take it back: instead of "are you sure?". */
export function notifyWithUndo(text: string, undo: () => void): void {
  speak((toast) => toast(text, { duration: 8_000, action: { label: "Undo", onClick: undo } }));
}

/** Says that something happened elsewhere, with a button that leads there. */
export function notifyWithWay(text: string, label: string, go: () => void): void {
  speak((toast) => toast(text, { duration: 8_000, action: { label, onClick: go } }));
}

/** Says that something failed, in words for people. */
export function notifyFailure(text: string): void {
  speak((toast) => toast.error(text, { duration: 8_000 }));
}
