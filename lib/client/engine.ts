import type { Core } from "./core.ts";
import type { createDrafts } from "./drafts.ts";
import type { createEdits } from "./edits.ts";
import type { createHistory } from "./history.ts";
import type { createMessages } from "./messages.ts";
import type { createOutbox } from "./outbox.ts";
import type { createPeople } from "./people.ts";
import type { createPins } from "./pins.ts";
import type { createPresence } from "./presence.ts";
import type { createReactions } from "./reactions.ts";
import type { createReading } from "./reading.ts";
import type { createSaved } from "./saved.ts";
import type { createThreads } from "./threads.ts";
import type { createTyping } from "./typing.ts";
import type { createUploads } from "./uploads.ts";

/** The parts behind the store, as actions reach them. */
export type Engine = Core & {
  outbox: ReturnType<typeof createOutbox>;
  drafts: ReturnType<typeof createDrafts>;
  edits: ReturnType<typeof createEdits>;
  history: ReturnType<typeof createHistory>;
  messages: ReturnType<typeof createMessages>;
  people: ReturnType<typeof createPeople>;
  pins: ReturnType<typeof createPins>;
  presence: ReturnType<typeof createPresence>;
  reactions: ReturnType<typeof createReactions>;
  reading: ReturnType<typeof createReading>;
  saved: ReturnType<typeof createSaved>;
  threads: ReturnType<typeof createThreads>;
  typing: ReturnType<typeof createTyping>;
  uploads: ReturnType<typeof createUploads>;
  signOut: () => Promise<void>;
};

// One page shows one person's chat: the running engine is the page's, and a server never sets it.
let running: Engine | null = null;

export const findEngine = (): Engine | null => running;

export function currentEngine(): Engine {
  if (!running) throw new Error("The chat is not running: call this from an event or an effect below <ChatProvider>.");
  return running;
}

export function setEngine(engine: Engine | null): void {
  running = engine;
}
