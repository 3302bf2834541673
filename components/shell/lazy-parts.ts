import type { ComponentType } from "react";
import { popupParts } from "../ui/popup-parts.ts";
import { fetchPart } from "../ui/loaded.tsx";
import { quietMoment } from "./quiet-moment.ts";

/** For what asks the server by itself. */
const askingPart = async <P extends object>(part: Promise<ComponentType<P>>): Promise<ComponentType<P>> => {
  const [Part, wrap] = await Promise.all([part, import("../chat/queries.tsx").then((file) => file.withQueries)]);
  return wrap(Part);
};

/**
 * The parts of the page that are loaded when they are first needed, and in a quiet moment before that: whoever has
 * gone offline since can still open them.
 */
export const lazyParts = {
  switcher: () => askingPart(import("./switcher.tsx").then((file) => file.Switcher)),
  shortcuts: () => import("./shortcut-help.tsx").then((file) => file.ShortcutHelp),
  createThread: () => askingPart(import("../threads/create-thread.tsx").then((file) => file.CreateThread)),
  newDirect: () => askingPart(import("../threads/new-direct.tsx").then((file) => file.NewDirect)),
  addPeople: () => askingPart(import("../threads/add-people.tsx").then((file) => file.AddPeople)),
  forward: () =>
    askingPart(import("../chat/conversation/forward/forward-dialog.tsx").then((file) => file.ForwardDialog)),
  person: () => askingPart(import("../people/person-card.tsx").then((file) => file.PersonCard)),
  status: () => import("../people/status-dialog.tsx").then((file) => file.StatusDialog),
  signOut: () => import("./sign-out-dialog.tsx").then((file) => file.SignOutDialog),
  pins: () => askingPart(import("../threads/pins-panel.tsx").then((file) => file.PinsPanel)),
  details: () => askingPart(import("../threads/details/details-panel.tsx").then((file) => file.DetailsPanel)),
  drawer: () => import("../ui/drawer.tsx").then((file) => file.Drawer),
  messageActions: () =>
    askingPart(import("../chat/conversation/message-actions.tsx").then((file) => file.MessageActions)),
  editHistory: () => askingPart(import("../chat/conversation/edit-history.tsx").then((file) => file.EditHistory)),
  reason: () => askingPart(import("../admin/reason-dialog.tsx").then((file) => file.ReasonDialog)),
} as const;

/** Once the page is live and this long has passed, it has settled and a few small files more disturb nobody; in ms. */
const SETTLED = 4_000;

/** Fetches them once the page is quiet. Gives back what calls it off. */
export function fetchLazyParts(): () => void {
  let isOff = false;
  const timer = setTimeout(() => {
    // Whoever weighs the page can tell what came with it from what comes now.
    performance.mark("confab-settled");
    void fetchOneByOne(() => isOff);
  }, SETTLED);
  return () => {
    isOff = true;
    clearTimeout(timer);
  };
}

/** One in each quiet moment: together they would hold up a key. */
async function fetchOneByOne(isOff: () => boolean): Promise<void> {
  for (const load of [...Object.values(popupParts), ...Object.values(lazyParts)]) {
    await quietMoment();
    if (isOff()) return;
    // What fails here is tried again when it is needed.
    await fetchPart(load).catch(() => undefined);
  }
}
