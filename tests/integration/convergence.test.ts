import { v7 as uuidv7 } from "uuid";
import { finishPreviews } from "../../lib/commands/finish-previews.ts";
import { finishScan } from "../../lib/commands/finish-scan.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
import { applyEvents } from "../../lib/client/apply-event.ts";
import { applyDetails } from "../../lib/client/apply-facts.ts";
import { applyPage, applyParticipants } from "../../lib/client/apply-page.ts";
import { type ChatState, initialState } from "../../lib/client/state.ts";
import type { CommandInput, CommandName } from "../../lib/contract/doors.ts";
import type { PublishedEvent } from "../../lib/process.ts";
import { startTelling, type Telling } from "../../server/jobs/tell-forwards.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

// After every command, for every viewer: old state + its events = fresh state (PROTOCOL, Acceptance).

let space: TestWorkspace;
/** Threads are told what was withdrawn from them after the deletion. */
let telling: Telling;
/** A public thread of Ada, Bo and Cy with a conversation in it, and one message of Cy's with a reply. */
let threadId: string;
let messageId: string;
/** Somebody outside the cast: who is suspended has no page left to converge. */
let suspect: Actor;
/** A private thread of Ada's with Bo in it from the beginning, and Cy as a guest who came later. */
let guestRoomId: string;

beforeAll(async () => {
  space = await openTestWorkspace();
  telling = startTelling(space.slot);
  suspect = await space.addPerson("Sus");
});
afterAll(async () => {
  await telling?.stop();
  await space?.close();
});

type Step = (space: TestWorkspace) => Promise<unknown>;

/** The cast exists once the database does. */
const of = (name: keyof TestWorkspace["cast"]): Actor => space.cast[name];

const restraint = <T extends object>(more: T) => ({
  threadId,
  userId: of("cy").userId,
  reason: "to cool down",
  ...more,
});
const override = <T extends object>(more: T) => ({
  threadId,
  version: 0,
  role: null,
  userId: null,
  allow: [],
  deny: [],
  ...more,
});

/** A message of Cy's with a link that was looked up. */
async function sayWithPreview(): Promise<{ messageId: string; previewId: string }> {
  const { message } = await space.say(
    of("cy"),
    threadId,
    "look at https://example.org/page and https://example.org/none",
  );
  const found = { title: "A page", description: null, siteName: "example.org", picture: null };
  const task = { messageId: message.id, threadId, authorId: of("cy").userId };
  const [first, second] = message.previews.map(({ id }) => id);
  await finishPreviews(task, [
    { id: first ?? "", found },
    { id: second ?? "", found: null },
  ]);
  return { messageId: message.id, previewId: first ?? "" };
}

/** Passes the message on into the room with the guest. */
const forward = (actor: Actor) =>
  space.run(actor, "message:send", { threadId: guestRoomId, clientId: uuidv7(), body: "", forwardId: messageId });

async function customEmoji(): Promise<string> {
  const { customEmoji: emoji } = space.slot.prisma;
  await emoji.deleteMany();
  const data = { id: uuidv7(), name: "boat", picture: new Uint8Array(1), createdById: of("bo").userId };
  return (await emoji.create({ data })).id;
}

/** Somebody signed in on one more device. */
async function sessionOf({ userId }: Actor): Promise<{ userId: string; sessionId: string }> {
  const { clerkId: clerkUserId } = await space.slot.prisma.user.findUniqueOrThrow({ where: { id: userId } });
  const { id: sessionId } = await space.slot.prisma.session.create({
    data: { id: `sess_${uuidv7()}`, clerkUserId, userId },
  });
  return { userId, sessionId };
}

async function report(): Promise<string> {
  const input = { messageId, id: uuidv7(), category: "HARASSMENT", words: "" } as const;
  return (await space.run(of("dee"), "message:report", input)).reportId;
}
const resolution = async (more: Partial<CommandInput<"report:resolve">>): Promise<CommandInput<"report:resolve">> => ({
  reportId: await report(),
  version: 0,
  state: "RESOLVED",
  reason: "as the rules say",
  ...more,
});

/** Each command, once at least, as somebody who may; every viewer must end where a fresh page would. */
const STEPS: Record<CommandName, Step[]> = {
  "message:send": [
    () => space.say(of("ada"), threadId, `hello <@${of("cy").userId}>`),
    () => space.say(of("bo"), threadId, "a reply", messageId),
    () => space.say(of("bo"), threadId, "<!everyone> look"),
    async () => {
      const attachmentIds = [await space.file(of("bo"), threadId)];
      await space.run(of("bo"), "message:send", { threadId, clientId: uuidv7(), body: "", attachmentIds });
      // A later scan is a change of the message.
      const id = attachmentIds[0] ?? "";
      const task = { id, threadId, ownerId: of("bo").userId };
      await finishScan(task, { is: "infected", signature: "Eicar", scannedWith: "test" });
    },
    // What its links lead to comes later.
    () => sayWithPreview(),
    () => forward(of("bo")),
  ],
  "preview:remove": [async () => space.run(of("bo"), "preview:remove", await sayWithPreview())],
  "message:edit": [
    () => space.run(of("cy"), "message:edit", { messageId, body: `now with <@${of("ada").userId}>` }),
    () => space.run(of("cy"), "message:edit", { messageId, body: "and without" }),
    async () => {
      const { messageId } = await sayWithPreview();
      return space.run(of("cy"), "message:edit", { messageId, body: "now https://example.org/other" });
    },
  ],
  "message:delete": [
    () => space.run(of("bo"), "message:delete", { messageId, reason: "off topic" }),
    async () => {
      const reply = await space.say(of("ada"), threadId, "another reply", messageId);
      return space.run(of("ada"), "message:delete", { messageId: reply.message.id });
    },
    async () => {
      await forward(of("bo"));
      await space.run(of("ada"), "message:delete", { messageId, reason: "off topic" });
      await telling.idle();
    },
  ],
  "message:react": [
    () => space.run(of("cy"), "message:react", { messageId, emoji: "👍🏽" }),
    async () => {
      await space.run(of("ada"), "message:react", { messageId, emoji: "🎉" });
      return space.run(of("bo"), "message:react", { messageId, emoji: "🎉" });
    },
  ],
  "message:unreact": [
    async () => {
      await space.run(of("ada"), "message:react", { messageId, emoji: "🎉" });
      await space.run(of("bo"), "message:react", { messageId, emoji: "❤️" });
      return space.run(of("ada"), "message:unreact", { messageId, emoji: "🎉" });
    },
  ],
  "message:pin": [
    () => space.run(of("cy"), "message:pin", { messageId }),
    async () => {
      await space.run(of("ada"), "message:pin", { messageId });
      return space.run(of("bo"), "message:delete", { messageId, reason: "off topic" });
    },
  ],
  "message:unpin": [
    async () => {
      await space.run(of("ada"), "message:pin", { messageId });
      return space.run(of("cy"), "message:unpin", { messageId });
    },
  ],
  "message:save": [() => space.run(of("cy"), "message:save", { messageId })],
  "message:unsave": [
    async () => {
      await space.run(of("cy"), "message:save", { messageId });
      return space.run(of("cy"), "message:unsave", { messageId });
    },
  ],
  "message:restore": [
    async () => {
      const reply = await space.say(of("cy"), threadId, "taken back", messageId);
      await space.run(of("cy"), "message:delete", { messageId: reply.message.id });
      return space.run(of("cy"), "message:restore", { messageId: reply.message.id });
    },
    async () => {
      await forward(of("ada"));
      await space.run(of("bo"), "message:delete", { messageId, reason: "off topic" });
      await telling.idle();
      await space.run(of("ada"), "message:restore", { messageId });
      await telling.idle();
    },
  ],
  "message:report": [
    () => space.run(of("dee"), "message:report", { messageId, id: uuidv7(), category: "SPAM", words: "again" }),
  ],
  "thread:create": [
    () =>
      space.run(of("ada"), "thread:create", {
        id: uuidv7(),
        kind: "PRIVATE",
        name: "new",
        memberIds: [of("cy").userId],
      }),
  ],
  "thread:direct": [
    () => space.run(of("ada"), "thread:direct", { id: uuidv7(), userIds: [of("cy").userId] }),
    () => space.run(of("ada"), "thread:direct", { id: uuidv7(), userIds: [of("cy").userId, of("dee").userId] }),
  ],
  "thread:update": [() => space.run(of("ada"), "thread:update", { threadId, name: "renamed", topic: "another" })],
  "thread:archive": [() => space.run(of("ada"), "thread:archive", { threadId })],
  "thread:unarchive": [
    async () => {
      await space.run(of("ada"), "thread:archive", { threadId });
      return space.run(of("ada"), "thread:unarchive", { threadId });
    },
  ],
  "thread:settings": [
    () =>
      space.run(of("ada"), "thread:settings", {
        threadId,
        version: 0,
        announcement: true,
        slowModeSeconds: 30,
        editWindowSeconds: 60,
        linkPreviews: false,
      }),
  ],
  "thread:override": [
    () => space.run(of("ada"), "thread:override", override({ role: "MEMBER", deny: ["message.pin"] })),
    () => space.run(of("ada"), "thread:override", override({ userId: of("cy").userId, allow: ["thread.rename"] })),
    async () => {
      await space.run(of("ada"), "thread:override", override({ userId: of("cy").userId, deny: ["message.send"] }));
      return space.run(of("cy"), "thread:leave", { threadId });
    },
  ],
  "thread:lock": [() => space.run(of("bo"), "thread:lock", { threadId, reason: "too hot" })],
  "thread:unlock": [
    async () => {
      await space.run(of("bo"), "thread:lock", { threadId });
      return space.run(of("bo"), "thread:unlock", { threadId });
    },
  ],
  "thread:delete": [() => space.run(of("ada"), "thread:delete", { threadId, reason: "over" })],
  "thread:restore": [
    async () => {
      await space.run(of("ada"), "thread:delete", { threadId, reason: "over" });
      return space.run(of("ada"), "thread:restore", { threadId });
    },
  ],
  "thread:star": [() => space.run(of("cy"), "thread:star", { threadId, starred: true })],
  "thread:level": [() => space.run(of("cy"), "thread:level", { threadId, level: "NOTHING" })],
  "thread:join": [() => space.run(of("dee"), "thread:join", { threadId })],
  "thread:leave": [() => space.run(of("cy"), "thread:leave", { threadId })],
  "thread:read": [() => space.run(of("ada"), "thread:read", { threadId, upToSeq: 10_000 })],
  "thread:unread": [() => space.run(of("ada"), "thread:unread", { threadId, fromSeq: 2 })],
  "participant:add": [() => space.run(of("ada"), "participant:add", { threadId, userIds: [of("dee").userId] })],
  "participant:remove": [() => space.run(of("ada"), "participant:remove", { threadId, userId: of("cy").userId })],
  "participant:timeOut": [() => space.run(of("bo"), "participant:timeOut", restraint({ seconds: 600 }))],
  "participant:liftTimeOut": [
    async () => {
      await space.run(of("bo"), "participant:timeOut", restraint({ seconds: 600 }));
      return space.run(of("bo"), "participant:liftTimeOut", restraint({}));
    },
  ],
  "participant:ban": [() => space.run(of("bo"), "participant:ban", restraint({}))],
  "participant:unban": [
    async () => {
      await space.run(of("bo"), "participant:ban", restraint({}));
      return space.run(of("bo"), "participant:unban", restraint({}));
    },
  ],
  "person:block": [() => space.run(of("cy"), "person:block", { userId: of("dee").userId })],
  "person:unblock": [
    async () => {
      await space.run(of("cy"), "person:block", { userId: of("ada").userId });
      return space.run(of("cy"), "person:unblock", { userId: of("ada").userId });
    },
  ],
  "notice:dismiss": [
    async () => {
      await space.run(of("bo"), "participant:timeOut", restraint({ seconds: 600 }));
      const { notices } = await space.ask(of("cy"), "home", {});
      return space.run(of("cy"), "notice:dismiss", { noticeId: notices.at(-1)?.id ?? "" });
    },
  ],
  "report:claim": [
    async () => {
      const reportId = await report();
      return space.run(of("bo"), "report:claim", { reportId, version: 0, claimed: true });
    },
  ],
  "report:resolve": [
    async () => space.run(of("bo"), "report:resolve", await resolution({ deleteMessage: true })),
    async () => space.run(of("bo"), "report:resolve", await resolution({ restraint: "timeOut", seconds: 600 })),
    async () => space.run(of("bo"), "report:resolve", await resolution({ restraint: "ban" })),
    async () => space.run(of("bo"), "report:resolve", await resolution({ state: "DISMISSED" })),
  ],
  "report:reopen": [
    async () => {
      const { reportId, ...rest } = await resolution({ deleteMessage: true, restraint: "ban" });
      await space.run(of("bo"), "report:resolve", { reportId, ...rest });
      return space.run(of("bo"), "report:reopen", { reportId, version: 1 });
    },
  ],
  "participant:role": [
    () => space.run(of("ada"), "participant:role", { threadId, userId: of("cy").userId, role: "MODERATOR" }),
    () => space.run(of("ada"), "participant:role", { threadId: guestRoomId, userId: of("cy").userId, role: "MEMBER" }),
    () => space.run(of("ada"), "participant:role", { threadId: guestRoomId, userId: of("bo").userId, role: "GUEST" }),
  ],
  "profile:update": [() => space.run(of("cy"), "profile:update", { statusText: "away", statusEmoji: "🌊" })],
  "notification:seen": [
    async () => {
      await space.say(of("ada"), threadId, `<@${of("cy").userId}> look`);
      const { notifications } = await space.ask(of("cy"), "notifications", {});
      return space.run(of("cy"), "notification:seen", { upTo: notifications[0]!.id });
    },
  ],
  "preference:update": [() => space.run(of("cy"), "preference:update", { theme: "dark", density: "compact" })],
  "session:end": [
    async () => {
      const { sessionId } = await sessionOf(of("cy"));
      return space.run(of("cy"), "session:end", { sessionId });
    },
  ],
  "session:end-others": [() => space.run(of("cy"), "session:end-others", {})],
  "user:role": [
    () => space.run(of("ada"), "user:role", { userId: of("cy").userId, role: "ADMIN", reason: "helps" }),
    () => space.run(of("ada"), "user:role", { userId: of("cy").userId, role: "MEMBER", reason: "helped" }),
  ],
  "invite:create": [() => space.run(of("bo"), "invite:create", { maxUses: 2 })],
  "invite:revoke": [
    async () => {
      const { invite } = await space.run(of("bo"), "invite:create", {});
      return space.run(of("bo"), "invite:revoke", { inviteId: invite.id, reason: "sent to the wrong person" });
    },
  ],
  "emoji:disable": [
    async () => {
      const emojiId = await customEmoji();
      return space.run(of("bo"), "emoji:disable", { emojiId, disabled: true });
    },
  ],
  "emoji:remove": [
    async () => {
      const emojiId = await customEmoji();
      // A reaction with it stays, as its name.
      await space.run(of("cy"), "message:react", { messageId, emoji: ":boat:" });
      return space.run(of("bo"), "emoji:remove", { emojiId, reason: "old" });
    },
  ],
  "group:save": [
    async () => {
      const members = { name: "Crew", memberIds: [of("bo").userId, of("cy").userId] };
      const group = { groupId: uuidv7(), version: 0, handle: `crew-${uuidv7().slice(-8)}`, ...members };
      await space.run(of("bo"), "group:save", group);
      // Whom it calls is in the message that calls them.
      return space.say(of("ada"), threadId, `<&${group.groupId}>`);
    },
  ],
  "group:remove": [
    async () => {
      const members = { name: "Crew", memberIds: [of("cy").userId] };
      const group = { groupId: uuidv7(), version: 0, handle: `crew-${uuidv7().slice(-8)}`, ...members };
      await space.run(of("bo"), "group:save", group);
      return space.run(of("bo"), "group:remove", { groupId: group.groupId, reason: "old" });
    },
  ],
  "workspace:update": [
    async () => {
      const { version } = await space.ask(of("ada"), "settings", {});
      return space.run(of("ada"), "workspace:update", { version, editWindowSeconds: 600 });
    },
  ],
  "security:update": [
    async () => {
      const { version } = await space.ask(of("ada"), "settings", {});
      return space.run(of("ada"), "security:update", { version, signUp: "invite", reason: "quiet" });
    },
  ],
  "user:sign-out": [() => space.run(of("bo"), "user:sign-out", { userId: of("cy").userId, reason: "lost a laptop" })],
  "user:end-session": [
    async () => {
      const session = await sessionOf(of("cy"));
      return space.run(of("bo"), "user:end-session", { ...session, reason: "lost a laptop" });
    },
  ],
  "user:suspend": [() => space.run(of("bo"), "user:suspend", { userId: suspect.userId, reason: "spam" })],
  "user:restore": [
    async () => {
      await space.run(of("bo"), "user:suspend", { userId: suspect.userId, reason: "spam" });
      return space.run(of("bo"), "user:restore", { userId: suspect.userId, reason: "no spam" });
    },
  ],
};

for (const [name, steps] of Object.entries(STEPS)) {
  for (const [index, step] of steps.entries()) {
    test(`L4: ${name} (${index + 1}): old state + its events = fresh state, for everybody`, async () => {
      await prepare();
      const viewers = Object.values(space.cast);
      const before = await Promise.all(viewers.map((viewer) => freshState(viewer)));
      const roomsBefore = await Promise.all(viewers.map((viewer) => roomsOf(viewer)));
      space.events.length = 0;
      await step(space);
      for (const [at, viewer] of viewers.entries()) {
        // A room is joined and left before the command is answered, so both sides of the change are possible.
        const rooms = new Set([...(roomsBefore[at] ?? []), ...(await roomsOf(viewer))]);
        const mine = space.events.filter(({ stream }) => rooms.has(stream) || stream === `user:${viewer.userId}`);
        const old = before[at];
        if (!old) throw new Error("A viewer has no state.");
        const live = await settle(applyEvents(old, mine.map(onTheWire)), viewer);
        expect(project(live)).toEqual(project(await freshState(viewer)));
        // L4: applying everything once more changes nothing.
        expect(project(applyEvents(live, mine.map(onTheWire)))).toEqual(project(live));
      }
    });
  }
}

async function prepare(): Promise<void> {
  threadId = await space.thread("PUBLIC", [of("bo"), of("cy")]);
  await space.say(of("ada"), threadId, "first");
  messageId = (await space.say(of("cy"), threadId, "the one that things happen to")).message.id;
  await space.say(of("bo"), threadId, "a first reply", messageId);
  guestRoomId = await space.thread("PRIVATE", [], "guests");
  await space.say(of("ada"), guestRoomId, "before anybody's time");
  await space.run(of("ada"), "participant:add", { threadId: guestRoomId, userIds: [of("bo").userId] });
  await space.run(of("ada"), "participant:add", { threadId: guestRoomId, userIds: [of("cy").userId], role: "GUEST" });
  await space.say(of("ada"), guestRoomId, "in Cy's time");
}

const onTheWire = ({ stream, seq, change }: PublishedEvent) => ({ stream, seq, ...(change ? { change } : {}) });

async function roomsOf({ userId }: Actor): Promise<string[]> {
  const rows = await space.slot.prisma.threadParticipant.findMany({ where: { userId, status: "ACTIVE" } });
  return rows.map((row) => `thread:${row.threadId}`);
}

/** A page that has just been opened, with the thread on screen. */
async function freshState(viewer: Actor): Promise<ChatState> {
  let state = initialState(await space.ask(viewer, "home", {}));
  for (const id of Object.keys(state.threads)) {
    state = applyPage(state, id, { page: await space.ask(viewer, "messages", { threadId: id }), ask: {} });
    state = applyParticipants(state, id, await space.ask(viewer, "participants", { threadId: id }));
  }
  return state;
}

/** What the engine does after events: asks again for entries that cannot be counted on, and loads what is new. */
async function settle(state: ChatState, viewer: Actor): Promise<ChatState> {
  let settled = state;
  for (const { id, stale, participantsLoaded, ranges } of Object.values(state.threads)) {
    if (stale) settled = applyDetails(settled, await space.ask(viewer, "thread", { threadId: id }), settled.user.seq);
    const isNew = !participantsLoaded && ranges.every(({ ids }) => ids.length === 0);
    if (!isNew || !settled.threads[id]?.entry) continue;
    settled = applyPage(settled, id, { page: await space.ask(viewer, "messages", { threadId: id }), ask: {} });
    settled = applyParticipants(settled, id, await space.ask(viewer, "participants", { threadId: id }));
  }
  return settled;
}

/** What a person would see, without what only says how it was come by. */
function project(state: ChatState) {
  const threads = Object.values(state.threads)
    .filter(({ entry }) => entry !== null)
    .map(({ entry, thread, seq, messages, ranges, participants }) => ({
      entry,
      thread,
      seq,
      messages: ranges.flatMap(({ ids }) => ids.map((id) => messages.get(id)?.view)),
      participants: Object.values(participants)
        .map(({ view }) => view)
        .filter(({ status }) => status === "ACTIVE")
        .sort((a, b) => (a.userId < b.userId ? -1 : 1)),
    }));
  const { me, preference, user, notices, blockedIds, saved } = state;
  return {
    notices,
    blockedIds,
    saved,
    me,
    preference,
    userSeq: user.seq,
    threads: threads.sort((a, b) => ((a.thread?.id ?? "") < (b.thread?.id ?? "") ? -1 : 1)),
  };
}
