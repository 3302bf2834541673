import { z } from "zod";
import { changePassword, deleteAccount, updateAccount } from "./accounts.ts";
import { invalidField, notFound } from "./api-error.ts";
import { deviceView } from "./device.ts";
import { endSession } from "./sessions.ts";
import { sessionView, userView } from "./shapes.ts";
import { checkedUser } from "./sign-in.ts";
import type { StandIn } from "./stand-in.ts";
import { isLive, type LocalSession } from "./store.ts";

/** A request of a signed-in person about their own account. `id` is what the path names, if anything. */
export type OwnAccountCall = {
  session: LocalSession;
  userId: string;
  body: Record<string, unknown>;
  id: string;
};

type OwnAccountRoute = {
  method: string;
  path: RegExp;
  /** True where the answer is not wrapped with the client. */
  bare?: boolean;
  handle(standIn: StandIn, call: OwnAccountCall): unknown;
};

const profileInput = z.object({
  first_name: z.string().max(100).optional(),
  last_name: z.string().max(100).optional(),
  username: z.string().max(100).optional(),
});

const passwordInput = z.object({
  current_password: z.string().max(1024).default(""),
  new_password: z.string().max(1024),
  sign_out_of_other_sessions: z.union([z.boolean(), z.stringbool()]).default(false),
});

/** What Clerk's profile component calls. */
export const ownAccountRoutes: readonly OwnAccountRoute[] = [
  { method: "GET", path: /^\/me$/, handle: (standIn, call) => ownView(standIn, call) },
  { method: "PATCH", path: /^\/me$/, handle: updateProfile },
  { method: "DELETE", path: /^\/me$/, handle: deleteOwn },
  { method: "GET", path: /^\/me\/sessions\/active$/, bare: true, handle: ownSessions },
  { method: "POST", path: /^\/me\/sessions\/(\w+)\/revoke$/, handle: revokeOwn },
  { method: "POST", path: /^\/me\/change_password$/, handle: changeOwnPassword },
];

function ownView(standIn: StandIn, { userId }: OwnAccountCall) {
  const user = standIn.store.read().users[userId];
  if (!user) throw notFound("User not found");
  return userView(user);
}

function updateProfile(standIn: StandIn, { userId, body }: OwnAccountCall) {
  const input = profileInput.parse(body);
  return userView(
    updateAccount(standIn, userId, {
      firstName: input.first_name,
      lastName: input.last_name,
      username: input.username,
    }),
  );
}

function deleteOwn(standIn: StandIn, { userId }: OwnAccountCall) {
  deleteAccount(standIn, userId);
  return { object: "user", id: userId, deleted: true };
}

function ownSessions(standIn: StandIn, { userId }: OwnAccountCall) {
  const data = standIn.store.read();
  return Object.values(data.sessions)
    .filter((session) => session.userId === userId && isLive(data, session))
    .map((session) => ({
      ...sessionView(session),
      latest_activity: deviceView(session.userAgent),
    }));
}

function revokeOwn(standIn: StandIn, { userId, id }: OwnAccountCall) {
  if (standIn.store.read().sessions[id]?.userId !== userId) throw notFound("Session not found");
  return sessionView(endSession(standIn, id, "revoked"));
}

async function changeOwnPassword(standIn: StandIn, { userId, session, body }: OwnAccountCall) {
  const input = passwordInput.safeParse(body);
  if (!input.success) throw invalidField("new_password", "form_param_nil", "Enter a new password.");
  await checkedUser(standIn, userId, input.data.current_password, "current_password");
  const user = await changePassword(standIn, userId, input.data.new_password);
  const data = standIn.store.read();
  if (input.data.sign_out_of_other_sessions)
    for (const other of Object.values(data.sessions))
      if (other.userId === userId && other.id !== session.id && isLive(data, other))
        endSession(standIn, other.id, "revoked");
  return userView(user);
}
