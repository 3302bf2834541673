import { create } from "zustand";

/** The windows that lie over the page; one at a time. */
export type Layer =
  | { name: "switcher" }
  | { name: "shortcuts" }
  | { name: "createThread" }
  | { name: "newDirect" }
  | { name: "addPeople"; threadId: string }
  | { name: "forward"; messageId: string }
  | { name: "person"; userId: string }
  | { name: "status" }
  | { name: "signOut" };

/** What the right column shows beside a conversation. */
export type Side = { name: "details" } | { name: "pins" } | { name: "replies"; rootId: string } | null;

type ShellState = {
  /** The drawer with the threads, on narrow screens. */
  drawer: boolean;
  layer: Layer | null;
  side: Side;
  /** Words are being looked for in the conversation. */
  finding: boolean;
};

export const useShell = create<ShellState>(() => ({ drawer: false, layer: null, side: null, finding: false }));

const set = useShell.setState;

export const openDrawer = () => set({ drawer: true });
export const closeDrawer = () => set({ drawer: false });

export const openLayer = (layer: Layer) => set({ layer, drawer: false });
export const closeLayer = () => set({ layer: null });

/** Shows the replies to a message in the right column. */
export const openReplies = (rootId: string) => set({ side: { name: "replies", rootId } });
export const openDetails = () => set({ side: { name: "details" } });
export const openPins = () => set({ side: { name: "pins" } });
export const closeSide = () => set({ side: null });

export const openFind = () => set({ finding: true });
export const closeFind = () => set({ finding: false });

/** The profile card of one person. */
export const openPerson = (userId: string) => openLayer({ name: "person", userId });
