import { z } from "zod";
import type { customEmojiList } from "./custom-emoji.ts";
import type { CommandInput, CommandName, CommandOutput, QueryInput, QueryOutput } from "./doors.ts";
import type { peopleGroupList } from "./people-groups.ts";
import type { Envelope } from "./errors.ts";
import { id, seq, time } from "./ids.ts";
import { messageView } from "./messages.ts";
import { noticeView } from "./notices.ts";
import { participantView } from "./participants.ts";
import { personView } from "./people.ts";
import { preferenceView } from "./preferences.ts";
import type { receiptView } from "./reading.ts";
import { savedMark } from "./saved.ts";
import { threadEntry, threadView } from "./threads.ts";

/** PROTOCOL L6: what changed, as the full present view of its subject; applying one twice is harmless (L4). */
export const change = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("message"), message: messageView }),
  z.object({ kind: z.literal("participant"), participant: participantView }),
  z.object({ kind: z.literal("thread"), thread: threadView }),
  z.object({ kind: z.literal("entry"), entry: threadEntry }),
  /** The person is no longer in this thread: their entry is gone. */
  z.object({ kind: z.literal("entryGone"), threadId: id }),
  z.object({ kind: z.literal("preference"), preference: preferenceView }),
  z.object({ kind: z.literal("profile"), person: personView }),
  z.object({ kind: z.literal("notice"), notice: noticeView }),
  /** Whom the person blocks now. */
  z.object({ kind: z.literal("blocks"), userIds: z.array(id) }),
  /** A message that the person saved, or keeps no longer. */
  z.object({ kind: z.literal("saved"), ...savedMark.shape }),
]);
export type Change = z.infer<typeof change>;

/** `change` is missing where the recipient may not see the subject; their sequence stays dense all the same (L5). */
export const serverEvent = z.object({
  stream: z.string(),
  seq,
  /** A message whose own seq is the event's is a creation (L2); any other change came later. */
  change: change.optional(),
});
export type ServerEvent = z.infer<typeof serverEvent>;

export const heads = z.record(id, seq);

/** PROTOCOL C2. `boot` names this run of the server, so that clients spread their syncs after a restart (Y4). */
export const ready = z.object({
  userHead: seq,
  heads,
  serverTime: time,
  protocol: z.literal(1),
  boot: z.string(),
});
export type Ready = z.infer<typeof ready>;

export const typingInput = z.strictObject({ threadId: id });
export const presenceState = z.enum(["online", "idle", "offline"]);
export type PresenceState = z.infer<typeof presenceState>;
export const presenceView = z.object({
  userId: id,
  state: presenceState,
  dnd: z.boolean(),
  lastSeenAt: time.nullable(),
});
export type PresenceView = z.infer<typeof presenceView>;
export const watchPresenceInput = z.strictObject({ userIds: z.array(id).max(200) });
export const setPresenceInput = z.strictObject({ state: z.enum(["online", "idle"]) });
export const lookingInput = z.strictObject({ threadId: id.nullable() });
/** Milliseconds from pressing Enter to the confirmation, as a browser measured it. */
export const deliveryInput = z.strictObject({ ms: z.number().min(0).max(60_000) });
export const renewInput = z.strictObject({ token: z.string().min(1).max(8192) });

/** Server → browser. `events` is always an array: one packet per room and flush. */
export type ServerToClient = {
  ready: (ready: Ready) => void;
  events: (events: ServerEvent[]) => void;
  /** PROTOCOL G2: what this person's streams are at, by thread id. */
  heads: (heads: { user?: number; threads: Record<string, number> }) => void;
  typing: (who: { threadId: string; userId: string }) => void;
  presence: (people: PresenceView[]) => void;
  /** PROTOCOL E3: to those looking at the thread. */
  receipts: (receipts: { threadId: string; receipts: z.infer<typeof receiptView>[] }) => void;
  /** Somebody's profile changed; not in the log, asked for again on every `ready`. */
  person: (person: z.infer<typeof personView>) => void;
  /** PROTOCOL E4: the custom emoji there are by now. */
  emoji: (list: z.infer<typeof customEmojiList>) => void;
  /** PROTOCOL E5: the groups of people there are by now. */
  groups: (list: z.infer<typeof peopleGroupList>) => void;
  /** The session ended: sign in again. The socket closes after it. */
  expired: (why: { code: "SESSION_EXPIRED" | "SESSION_REVOKED" | "ACCOUNT_SUSPENDED" }) => void;
  /** PROTOCOL F4: the socket did not read; connect again and sync. */
  resync: () => void;
};

type Ack<T = unknown> = (answer: Envelope<T>) => void;

type CommandEvents = {
  [N in CommandName]: (input: CommandInput<N>, ack: Ack<CommandOutput<N>>) => void;
};

/** Browser → server: each command under its own name (PROTOCOL S5), and what is not in the log. */
export type ClientToServer = CommandEvents & {
  /** PROTOCOL Y1, over the open socket. */
  sync: (input: QueryInput<"sync">, ack: Ack<QueryOutput<"sync">>) => void;
  "auth:renew": (input: z.input<typeof renewInput>, ack: Ack) => void;
  typing: (input: z.input<typeof typingInput>) => void;
  "presence:set": (input: z.input<typeof setPresenceInput>) => void;
  "presence:watch": (input: z.input<typeof watchPresenceInput>, ack: Ack) => void;
  delivery: (input: z.input<typeof deliveryInput>) => void;
  looking: (input: z.input<typeof lookingInput>) => void;
  /** Answered by `heads` of everything this socket is in (PROTOCOL G3). */
  "heads:ask": (input: Record<string, never>) => void;
};
