import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const metadata = z.record(z.string(), z.unknown());
const milliseconds = z.number().int();

const localUser = z.object({
  id: z.string(),
  email: z.string(),
  emailId: z.string(),
  username: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  passwordHash: z.string(),
  publicMetadata: metadata,
  privateMetadata: metadata,
  unsafeMetadata: metadata,
  externalId: z.string().nullable(),
  banned: z.boolean(),
  lastSignInAt: milliseconds.nullable(),
  createdAt: milliseconds,
  updatedAt: milliseconds,
});

const localSession = z.object({
  id: z.string(),
  clientId: z.string(),
  userId: z.string(),
  status: z.enum(["active", "ended", "removed", "revoked", "replaced"]),
  userAgent: z.string(),
  createdAt: milliseconds,
  updatedAt: milliseconds,
  expireAt: milliseconds,
});

const localClient = z.object({
  id: z.string(),
  /** sha-256 of the cookie: whoever reads the file cannot sign in with it. */
  secretHash: z.string(),
  lastSessionId: z.string().nullable(),
  createdAt: milliseconds,
  updatedAt: milliseconds,
});

const localData = z.object({
  users: z.record(z.string(), localUser),
  sessions: z.record(z.string(), localSession),
  clients: z.record(z.string(), localClient),
});

export type LocalUser = z.infer<typeof localUser>;
export type LocalSession = z.infer<typeof localSession>;
/** A browser, as Clerk sees it: it may hold a session. */
export type LocalClient = z.infer<typeof localClient>;
export type LocalData = z.infer<typeof localData>;

/** The most browsers remembered at once, and the sessions with them; the longest unused are forgotten first. */
const MAX_CLIENTS = 500;
const MAX_SESSIONS = 1000;

export type LocalStore = {
  /** The current data, re-read when another process (a seed, say) has written the file. Do not change it. */
  read(): LocalData;
  /** Applies `change` and writes the file, atomically and before returning. */
  change<Result>(change: (data: LocalData) => Result): Result;
};

/** Accounts, browsers and sessions of the stand-in, in one 0600 file of `dir`. */
export function openLocalStore(dir: string): LocalStore {
  const file = join(dir, "accounts.json");
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  let seen = "";
  let data: LocalData = { users: {}, sessions: {}, clients: {} };

  function read(): LocalData {
    const now = fingerprint(file);
    if (now !== seen) {
      data =
        now === "" ? { users: {}, sessions: {}, clients: {} } : localData.parse(JSON.parse(readFileSync(file, "utf8")));
      seen = now;
    }
    return data;
  }

  return {
    read,
    change(change) {
      const result = change(read());
      forgetOldest(data);
      const draft = `${file}.${process.pid}`;
      writeFileSync(draft, JSON.stringify(data), { mode: 0o600 });
      renameSync(draft, file);
      seen = fingerprint(file);
      return result;
    },
  };
}

/** A new id in Clerk's style: `user_`, `sess_`, … and 28 hex digits. */
export function localId(prefix: string): string {
  return `${prefix}_${randomBytes(14).toString("hex")}`;
}

/** The stored form of a client cookie. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** The sessions of `client` that still count, oldest first. */
export function liveSessions(data: LocalData, clientId: string): LocalSession[] {
  return Object.values(data.sessions).filter((session) => session.clientId === clientId && isLive(data, session));
}

/** Whether `session` is neither ended nor expired, and its user still exists. */
export function isLive(data: LocalData, session: LocalSession): boolean {
  return session.status === "active" && session.expireAt > Date.now() && data.users[session.userId] !== undefined;
}

/** The user whose e-mail address or user name is `identifier`, in any letter case. */
export function findByIdentifier(data: LocalData, identifier: string): LocalUser | undefined {
  const wanted = identifier.trim().toLowerCase();
  return wanted === ""
    ? undefined
    : Object.values(data.users).find((user) => user.email === wanted || user.username === wanted);
}

function fingerprint(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false, bigint: true });
  return stats ? `${stats.ino}:${stats.mtimeNs}:${stats.size}` : "";
}

function forgetOldest(data: LocalData): void {
  const byUse = (a: { updatedAt: number }, b: { updatedAt: number }) => b.updatedAt - a.updatedAt;
  for (const client of Object.values(data.clients).sort(byUse).slice(MAX_CLIENTS)) delete data.clients[client.id];
  const sessions = Object.values(data.sessions).sort(byUse);
  for (const [rank, session] of sessions.entries())
    if (rank >= MAX_SESSIONS || data.clients[session.clientId] === undefined) delete data.sessions[session.id];
}
