"use client";

import type { AdminUserView } from "../../../lib/contract/administration.ts";
import { useNow } from "../../chat/conversation/use-now.ts";
import { agoText } from "../../threads/ago-text.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { RolePill } from "../role-pill.tsx";
import { Cell } from "../table.tsx";
import { UserMenu } from "./user-menu.tsx";

/** One account as a row. */
export function UserRow({ user }: { user: AdminUserView }) {
  const now = useNow(60_000);
  return (
    <tr>
      <Cell className="max-w-64 max-md:max-w-44">
        <span className="flex items-center gap-2.5">
          <Avatar id={user.id} name={user.displayName} url={user.avatarUrl} size={30} />
          <span className="min-w-0 leading-tight">
            <span className="block truncate font-[570] text-text">{user.displayName}</span>
            <span className="block truncate text-xs text-text-3">
              {user.email ?? (user.username ? `@${user.username}` : "No address")}
            </span>
          </span>
        </span>
      </Cell>
      <Cell>
        <RolePill role={user.role} status={user.status} />
      </Cell>
      <Cell wide className="whitespace-nowrap">
        {user.lastSeenAt ? agoText(user.lastSeenAt, now) : "Never"}
      </Cell>
      <Cell wide className="whitespace-nowrap">
        {new Date(user.createdAt).toLocaleDateString("en-GB", { dateStyle: "medium" })}
      </Cell>
      <Cell wide className="tabular-nums">
        {user.sessions}
      </Cell>
      <Cell className="w-12 text-right">
        <UserMenu user={user} />
      </Cell>
    </tr>
  );
}
