import type { DoorName } from "../support/rest-doors.ts";
import type { Ids, TargetName, Where } from "./door-case.ts";

// What the facts of a thread, a place in it or a message change, beside who asks: each set by SQL on the one thread.

export type Restraint = {
  about: string;
  /** Statements on what is there; `$1` the thread, `$2` the actor, `$3` the actor's own message. */
  set: string[];
  as: Where["relation"];
  kind?: Where["kind"];
  door: DoorName;
  target?: TargetName;
  input(ids: Ids): Record<string, unknown>;
  expects: string;
  /** What the answer's error carries besides. */
  carries?(error: { details?: unknown; retryAfterMs?: number }): boolean;
};

/** All of these are asked in an open thread, a PUBLIC one where none is named. */
export const RESTRAINED = { system: "MEMBER", kind: "PUBLIC", state: "OPEN" } as const;

const send = ({ threadId, fresh }: Ids) => ({ threadId, clientId: fresh(), body: "hello" });
const everyone = ({ threadId, fresh }: Ids) => ({ threadId, clientId: fresh(), body: "<!everyone> hello" });
const edit = ({ mine }: Ids) => ({ messageId: mine, body: "another text" });
/** The file of a message has its id here. */
const fileOfMine = ({ mine }: Ids) => ({ attachmentId: mine });
const within = (least: number, most: number) => (error: { retryAfterMs?: number }) =>
  (error.retryAfterMs ?? 0) > least && (error.retryAfterMs ?? 0) <= most;

const announcement = `UPDATE "Thread" SET announcement = true WHERE id = $1`;
const slow = `UPDATE "Thread" SET "slowModeSeconds" = 60 WHERE id = $1`;
const wrote = (ago: string) => `UPDATE "Message" SET "createdAt" = now() - interval '${ago}' WHERE id = $3`;
const muted = (when: string) =>
  `UPDATE "ThreadParticipant" SET "mutedUntil" = now() + interval '${when}' WHERE "threadId" = $1 AND "userId" = $2`;
const window60 = `UPDATE "Thread" SET "editWindowSeconds" = 60 WHERE id = $1`;
const deleted = `UPDATE "Message" SET "deletedAt" = now(), "deletedById" = "authorId" WHERE id = $3`;
/** Puts the time since which the actor sees before their own message, or right at it. */
export const joinedAt = (offset: string) =>
  `UPDATE "ThreadParticipant" SET "joinedSeq" = (SELECT seq FROM "Message" WHERE id = $3) ${offset} WHERE "threadId" = $1 AND "userId" = $2`;
const asAdmin = `UPDATE "User" SET role = 'ADMIN' WHERE id = $2`;
/** A report of the message, by its id; `by` and `of` are SQL. */
const reportedBy = (by: string, of: string) =>
  `INSERT INTO "Report" (id, "threadId", "messageId", "reporterId", "authorId", category, body)
   SELECT $3, $1, $3, ${by}, ${of}, 'SPAM', 'hello' FROM "User" WHERE "displayName" = 'target member'`;
const reported = reportedBy("$2", "id");
const deletedByReport = `UPDATE "Message" SET "deletedAt" = now(), "deletedById" = $2 WHERE id = $3`;
const closed = `UPDATE "Report" SET state = 'RESOLVED', "resolvedAt" = now(), "resolvedById" = $2,
  outcome = '{"deleteMessage":true,"restraint":"none","until":null}' WHERE id = $3`;
/** One of the two has blocked the other; `by` and `of` are SQL. */
const blocks = (by: string, of: string, name: string) =>
  `INSERT INTO "Block" ("blockerId", "blockedId") SELECT ${by}, ${of} FROM "User" WHERE "displayName" = '${name}'`;
const blocked = (by: string, of: string) => blocks(by, of, "target none");
/** With whom the direct messages of all actors are. */
const blockedInDm = (by: string, of: string) => blocks(by, of, "Mo");
const add = ({ threadId, targetId }: Ids) => ({ threadId, userIds: [targetId] });
const note = `UPDATE "Message" SET kind = 'SYSTEM' WHERE id = $3`;
const messageOfMine = ({ mine }: Ids) => ({ messageId: mine });
const named = (name: string) => `(SELECT id FROM "User" WHERE "displayName" = '${name}')`;
/** Takes a permission from one person alone, the actor where nobody is named; `whom` is SQL. */
const denied = (permission: string, whom = "$2") =>
  `INSERT INTO "ThreadOverride" (id, "threadId", "userId", deny, "setById", "updatedAt")
   VALUES ($2, $1, ${whom}, '{${permission}}', $2, now())`;
const threadDeleted = `UPDATE "Thread" SET state = 'DELETED', "deletedAt" = now(), "deletedState" = 'OPEN' WHERE id = $1`;
const claim = ({ mine }: Ids) => ({ reportId: mine, version: 0, claimed: true });
const many = `UPDATE "Thread" SET "memberCount" = 51 WHERE id = $1`;
const onlyOwner = `UPDATE "ThreadParticipant" SET role = 'MODERATOR' WHERE "threadId" = $1 AND "userId" <> $2 AND role = 'OWNER'`;
const onlyThemAndOwner = `UPDATE "ThreadParticipant" SET status = 'LEFT' WHERE "threadId" = $1 AND "userId" <> $2
  AND "userId" <> ${named("target owner")}`;
const oneMoreOwner = (change: string) =>
  `UPDATE "ThreadParticipant" SET role = 'OWNER'${change} WHERE "threadId" = $1 AND "userId" = ${named("target member")}`;
const leave = ({ threadId }: Ids) => ({ threadId });
const stepDown = ({ threadId, actorId }: Ids) => ({ threadId, userId: actorId, role: "MEMBER" });
const names = (error: { details?: unknown }) => {
  const { candidates } = error.details as { candidates: string[] };
  return candidates.length === 20 || (candidates.length > 5 && new Set(candidates).size === candidates.length);
};

export const RESTRAINTS: Restraint[] = [
  {
    about: "announcements, a member",
    set: [announcement],
    as: "member",
    door: "message:send",
    input: send,
    expects: "ANNOUNCEMENT_ONLY",
  },
  {
    about: "announcements, a moderator",
    set: [announcement],
    as: "moderator",
    door: "message:send",
    input: send,
    expects: "allow",
  },

  {
    about: "slow mode, too soon",
    set: [slow, wrote("1 second")],
    as: "member",
    door: "message:send",
    input: send,
    expects: "SLOW_MODE",
    carries: within(30_000, 60_000),
  },
  {
    about: "slow mode, in time",
    set: [slow, wrote("61 seconds")],
    as: "member",
    door: "message:send",
    input: send,
    expects: "allow",
  },
  {
    about: "slow mode, a moderator",
    set: [slow, wrote("1 second")],
    as: "moderator",
    door: "message:send",
    input: send,
    expects: "allow",
  },

  {
    about: "a time-out",
    set: [muted("1 hour")],
    as: "member",
    door: "message:send",
    input: send,
    expects: "TIMED_OUT",
    carries: within(3_000_000, 3_600_000),
  },
  {
    about: "a time-out that is over",
    set: [muted("-1 second")],
    as: "member",
    door: "message:send",
    input: send,
    expects: "allow",
  },
  {
    about: "a time-out, reading",
    set: [muted("1 hour")],
    as: "member",
    door: "messages",
    input: ({ threadId }) => ({ threadId }),
    expects: "allow",
  },
  {
    about: "a time-out, deleting one's own",
    set: [muted("1 hour")],
    as: "member",
    door: "message:delete",
    input: ({ mine }) => ({ messageId: mine }),
    expects: "allow",
  },
  {
    about: "a time-out, leaving",
    set: [muted("1 hour")],
    as: "member",
    door: "thread:leave",
    input: leave,
    expects: "allow",
  },
  {
    about: "a time-out, editing",
    set: [muted("1 hour")],
    as: "member",
    door: "message:edit",
    input: edit,
    expects: "TIMED_OUT",
  },

  {
    about: "an edit window that is open",
    set: [window60, wrote("30 seconds")],
    as: "member",
    door: "message:edit",
    input: edit,
    expects: "allow",
  },
  {
    about: "an edit window that has closed",
    set: [window60, wrote("61 seconds")],
    as: "member",
    door: "message:edit",
    input: edit,
    expects: "EDIT_WINDOW_CLOSED",
  },
  {
    about: "editing what is deleted",
    set: [deleted],
    as: "member",
    door: "message:edit",
    input: edit,
    expects: "GONE",
  },

  {
    about: "everyone among 51, a member",
    set: [many],
    as: "member",
    door: "message:send",
    input: everyone,
    expects: "FORBIDDEN",
  },
  {
    about: "everyone among 51, a moderator",
    set: [many],
    as: "moderator",
    door: "message:send",
    input: everyone,
    expects: "allow",
  },
  {
    about: "editing to everyone among 51",
    set: [many],
    as: "member",
    door: "message:edit",
    input: ({ mine }) => ({ messageId: mine, body: "<!here> hello" }),
    expects: "FORBIDDEN",
  },

  {
    about: "the only owner leaves",
    set: [onlyOwner],
    as: "owner",
    door: "thread:leave",
    input: leave,
    expects: "LAST_OWNER",
    carries: names,
  },
  {
    about: "the only owner steps down",
    set: [onlyOwner],
    as: "owner",
    door: "participant:role",
    target: "self",
    input: stepDown,
    expects: "LAST_OWNER",
    carries: names,
  },
  {
    about: "an ADMIN, the only other one left, demotes the only owner",
    set: [asAdmin, onlyThemAndOwner],
    as: "member",
    door: "participant:role",
    target: "owner",
    input: ({ threadId, targetId }) => ({ threadId, userId: targetId, role: "MEMBER" }),
    expects: "LAST_OWNER",
    carries: ({ details }) => (details as { candidates: string[] }).candidates.length === 1,
  },
  {
    about: "one of two owners leaves",
    set: [onlyOwner, oneMoreOwner("")],
    as: "owner",
    door: "thread:leave",
    input: leave,
    expects: "allow",
  },
  {
    about: "one of two owners steps down",
    set: [onlyOwner, oneMoreOwner("")],
    as: "owner",
    door: "participant:role",
    target: "self",
    input: stepDown,
    expects: "allow",
  },
  {
    about: "the other owner has left",
    set: [onlyOwner, oneMoreOwner(`, status = 'LEFT'`)],
    as: "owner",
    door: "thread:leave",
    input: leave,
    expects: "LAST_OWNER",
  },
  {
    about: "the other owner is suspended",
    set: [onlyOwner, oneMoreOwner(""), `UPDATE "User" SET status = 'SUSPENDED' WHERE "displayName" = 'target member'`],
    as: "owner",
    door: "thread:leave",
    input: leave,
    expects: "LAST_OWNER",
  },

  {
    about: "a message before one joined, read",
    set: [joinedAt("")],
    as: "member",
    door: "message",
    input: ({ mine }) => ({ messageId: mine }),
    expects: "hide",
  },
  {
    about: "a message before one joined, edited",
    set: [joinedAt("")],
    as: "member",
    door: "message:edit",
    input: edit,
    expects: "hide",
  },
  {
    about: "the first message after one joined",
    set: [joinedAt("- 1")],
    as: "member",
    door: "message",
    input: ({ mine }) => ({ messageId: mine }),
    expects: "allow",
  },

  {
    about: "the file of a message before one joined",
    set: [joinedAt("")],
    as: "member",
    door: "attachmentLink",
    input: fileOfMine,
    expects: "hide",
  },
  {
    about: "the file of the first message after one joined",
    set: [joinedAt("- 1")],
    as: "member",
    door: "attachmentLink",
    input: fileOfMine,
    expects: "allow",
  },
  {
    about: "passing on what a workspace admin may know of and not read",
    set: [
      `UPDATE "User" SET role = 'ADMIN' WHERE id = $2`,
      // The thread and its one message have the actor's id here.
      `INSERT INTO "Thread" (id, kind, name, "createdById", head, "lastMessageSeq")
       SELECT $2, 'PRIVATE', 'elsewhere', id, 1, 1 FROM "User" WHERE "displayName" = 'target member'`,
      `INSERT INTO "Message" (id, "threadId", "authorId", "clientId", "requestHash", seq, body)
       SELECT $2, $2, id, gen_random_uuid(), 'x', 1, 'not for admins' FROM "User" WHERE "displayName" = 'target member'`,
    ],
    as: "member",
    door: "message:send",
    input: (ids) => ({ ...send(ids), forwardId: ids.actorId }),
    expects: "unknown",
  },
  {
    about: "a file in no message yet, its owner",
    set: [`UPDATE "Attachment" SET "messageId" = NULL WHERE id = $3`],
    as: "member",
    door: "attachmentLink",
    input: fileOfMine,
    expects: "allow",
  },
  {
    about: "a file in no message yet, somebody else",
    set: [
      `UPDATE "Attachment" SET "messageId" = NULL, "ownerId" =
         ${named("target member")} WHERE id = $3`,
    ],
    as: "member",
    door: "attachmentLink",
    input: fileOfMine,
    expects: "hide",
  },
  {
    about: "the file of a deleted message",
    set: [deleted],
    as: "member",
    door: "attachmentLink",
    input: fileOfMine,
    expects: "hide",
  },
  {
    about: "a file whose bytes were erased",
    set: [`UPDATE "Attachment" SET "erasedAt" = now() WHERE id = $3`],
    as: "member",
    door: "attachmentLink",
    input: fileOfMine,
    expects: "hide",
  },
  {
    about: "a file that was refused, its bytes erased",
    set: [`UPDATE "Attachment" SET state = 'INFECTED', finding = 'Eicar', "erasedAt" = now() WHERE id = $3`],
    as: "member",
    door: "attachmentLink",
    input: fileOfMine,
    expects: "FILE_REFUSED",
  },
  {
    about: "a file that could not be scanned",
    set: [`UPDATE "Attachment" SET state = 'FAILED', finding = 'too deep' WHERE id = $3`],
    as: "member",
    door: "attachmentLink",
    input: fileOfMine,
    expects: "FILE_REFUSED",
  },
  {
    about: "a file that is still being scanned",
    set: [`UPDATE "Attachment" SET state = 'PENDING' WHERE id = $3`],
    as: "member",
    door: "attachmentLink",
    input: fileOfMine,
    expects: "FILE_NOT_READY",
    carries: within(1_999, 2_000),
  },

  {
    about: "taking a report on, an admin",
    set: [asAdmin, reported],
    as: "member",
    door: "report:claim",
    input: claim,
    expects: "allow",
  },
  {
    about: "taking a report on that somebody else has worked on",
    set: [asAdmin, reported],
    as: "member",
    door: "report:claim",
    input: (ids) => ({ ...claim(ids), version: 1 }),
    expects: "STALE",
  },
  {
    about: "taking on a report of what one wrote oneself",
    set: [asAdmin, reportedBy("id", "$2")],
    as: "member",
    door: "report:claim",
    input: claim,
    expects: "SELF",
  },
  {
    about: "taking on a report of what another admin wrote",
    set: [asAdmin, reported, `UPDATE "User" SET role = 'ADMIN' WHERE "displayName" = 'target member'`],
    as: "member",
    door: "report:claim",
    input: claim,
    expects: "allow",
  },

  ...(["message:edit", "message:delete", "message:pin"] as const).map((door) => ({
    about: `${door} of what Confab noted`,
    set: [note],
    as: "owner" as const,
    door,
    input: door === "message:edit" ? edit : messageOfMine,
    expects: "FORBIDDEN",
  })),

  {
    about: "finding in a PUBLIC thread without having joined it",
    set: [],
    as: "none",
    door: "find",
    input: ({ threadId }) => ({ threadId, q: "ell" }),
    expects: "allow",
  },
  {
    about: "explaining what somebody may not, by an override of their own",
    set: [asAdmin, denied("message.send", named("target member"))],
    as: "member",
    door: "explainPermission",
    target: "member",
    input: ({ threadId, targetId }) => ({ threadId, userId: targetId, action: "message.send" }),
    expects: "allow",
  },
  {
    about: "ending the time-out of somebody",
    set: [
      `UPDATE "ThreadParticipant" SET "mutedUntil" = '2100-01-01' WHERE "threadId" = $1 AND "userId" = ${named("target member")}`,
    ],
    as: "moderator",
    door: "participant:liftTimeOut",
    target: "member",
    input: ({ threadId, targetId }) => ({ threadId, userId: targetId }),
    expects: "allow",
  },
  {
    about: "who has read what, in a thread of more than a hundred",
    set: [`UPDATE "Thread" SET "memberCount" = 101 WHERE id = $1`],
    as: "member",
    door: "receipts",
    input: ({ threadId }) => ({ threadId }),
    expects: "allow",
  },
  {
    about: "bringing an emoji that is not there yet, without that permission",
    set: [denied("message.reactNew")],
    as: "member",
    door: "message:react",
    input: ({ theirs }) => ({ messageId: theirs, emoji: "🎉" }),
    expects: "FORBIDDEN",
  },
  {
    about: "sending a file without that permission",
    set: [denied("message.attach")],
    as: "member",
    door: "message:send",
    input: (ids) => ({ ...send(ids), attachmentIds: [ids.mine] }),
    expects: "FORBIDDEN",
  },
  {
    about: "sending a link without the permission for previews",
    set: [denied("link.preview")],
    as: "member",
    door: "message:send",
    input: (ids) => ({ ...send(ids), body: "https://example.org/new" }),
    expects: "allow",
  },
  {
    about: "bringing a link by an edit without the permission for previews",
    set: [denied("link.preview")],
    as: "member",
    door: "message:edit",
    input: ({ mine }) => ({ messageId: mine, body: "https://example.org/new" }),
    expects: "allow",
  },
  {
    about: "repeating what one sent to a thread that was deleted since, an admin",
    set: [asAdmin, threadDeleted],
    as: "member",
    door: "message:send",
    input: ({ threadId, mine }) => ({ threadId, clientId: mine, body: "hello" }),
    expects: "THREAD_DELETED",
  },
  {
    about: "deleting a reported message of a deleted thread",
    set: [asAdmin, reported, threadDeleted],
    as: "member",
    door: "report:resolve",
    input: ({ mine }) => ({ reportId: mine, version: 0, state: "RESOLVED", deleteMessage: true, reason: "spam" }),
    expects: "THREAD_DELETED",
  },
  {
    about: "bringing back a reported message of a deleted thread",
    set: [asAdmin, reported, deletedByReport, closed, threadDeleted],
    as: "member",
    door: "report:reopen",
    input: ({ mine }) => ({ reportId: mine, version: 0 }),
    expects: "THREAD_DELETED",
  },
  {
    about: "browsing threads, banned from all others",
    set: [
      `UPDATE "ThreadParticipant" SET status = 'BANNED' WHERE "userId" = $2 AND "threadId" IN (SELECT id FROM "Thread" WHERE kind = 'PUBLIC' AND id <> $1)`,
    ],
    as: "member",
    door: "threads",
    input: () => ({}),
    expects: "allow",
  },
  {
    about: "adding somebody who has blocked one",
    set: [blocked("id", "$2")],
    as: "moderator",
    door: "participant:add",
    target: "none",
    input: add,
    expects: "PERSON_UNAVAILABLE",
  },
  {
    about: "adding somebody whom one has blocked",
    set: [blocked("$2", "id")],
    as: "moderator",
    door: "participant:add",
    target: "none",
    input: add,
    expects: "PERSON_UNAVAILABLE",
  },
  {
    about: "a direct message to somebody who has blocked one",
    set: [blocked("id", "$2")],
    as: "member",
    door: "thread:direct",
    target: "none",
    input: ({ fresh, targetId }) => ({ id: fresh(), userIds: [targetId] }),
    expects: "PERSON_UNAVAILABLE",
  },
  {
    about: "writing in a direct message to whom one has blocked",
    set: [blockedInDm("$2", "id")],
    as: "member",
    kind: "DM",
    door: "message:send",
    input: send,
    expects: "PERSON_UNAVAILABLE",
  },
  {
    about: "writing in a direct message to who has blocked one",
    set: [blockedInDm("id", "$2")],
    as: "member",
    kind: "DM",
    door: "message:send",
    input: send,
    expects: "PERSON_UNAVAILABLE",
  },
  {
    about: "the last owner of the workspace steps down",
    set: [`UPDATE "User" SET role = CASE WHEN id = $2 THEN 'OWNER' ELSE 'MEMBER' END::"SystemRole"`],
    as: "member",
    door: "user:role",
    input: ({ actorId }) => ({ userId: actorId, role: "MEMBER", reason: "enough" }),
    expects: "LAST_OWNER",
  },
  {
    about: "one of two owners of the workspace steps down",
    set: [
      `UPDATE "User" SET role = CASE WHEN id = $2 OR "displayName" = 'target none' THEN 'OWNER' ELSE 'MEMBER' END::"SystemRole"`,
    ],
    as: "member",
    door: "user:role",
    input: ({ actorId }) => ({ userId: actorId, role: "MEMBER", reason: "enough" }),
    expects: "allow",
  },
];
