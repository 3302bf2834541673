// What happened in a run, as those outside the server saw it, one line after another: what was asked, what was answered,
// what the screens showed. The checker judges it together with the database. Nothing here knows the application.

/** A message as a screen shows it. */
export type ShownMessage = {
  id: string;
  clientId: string;
  authorId: string;
  seq: number;
  /** Null once it is deleted. */
  body: string | null;
  editCount: number;
  isDeleted: boolean;
};

/** A screen at the end of a run, when nothing is under way any more. */
export type FinalScreen = {
  screen: string;
  userId: string;
  threadId: string;
  /** Gone: the person may no longer see the thread. */
  isGone: boolean;
  /** Everything from this seq on is loaded; 0 is the beginning. */
  from: number;
  messages: ShownMessage[];
  unread: number;
  mentions: number;
};

export type HistoryLine =
  // A send: asked once (`send`), answered at most once for good (`sent`, `refused`); `unknown` is an attempt that nobody
  // knows the end of, and may come several times.
  | { type: "send"; clientId: string; threadId: string; authorId: string; body: string }
  | { type: "sent"; clientId: string; messageId: string; seq: number; replayed: boolean }
  | { type: "refused"; clientId: string; code: string }
  | { type: "unknown"; clientId: string; why: string }
  /** The author asked for the message right after it was acknowledged. */
  | { type: "readBack"; clientId: string; found: boolean }
  | { type: "edit"; messageId: string; body: string }
  | { type: "edited"; messageId: string; editCount: number }
  | { type: "delete"; messageId: string }
  | { type: "deleted"; messageId: string }
  | { type: "removed"; threadId: string; userId: string }
  /** A screen showed a message, or another state of it. */
  | ({ type: "shown"; screen: string; userId: string; threadId: string } & Pick<
      ShownMessage,
      "id" | "clientId" | "isDeleted" | "editCount"
    >)
  | ({ type: "final" } & FinalScreen);

export type History = readonly HistoryLine[];

/** How many sends were acknowledged. */
export const countAcknowledged = (history: History): number =>
  new Set(history.flatMap((line) => (line.type === "sent" ? [line.clientId] : []))).size;
