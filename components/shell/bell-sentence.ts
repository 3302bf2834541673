import type { NotificationView } from "../../lib/contract/notifications.ts";

const ROLES = { OWNER: "an owner", MODERATOR: "a moderator", MEMBER: "a member", GUEST: "a guest" } as const;

/** What happened, in a sentence: `Bo mentioned you in launch-week`. `where` is empty while it is not known. */
export function bellSentence(
  { kind, role, file }: Pick<NotificationView, "kind" | "role" | "file">,
  { who, where }: { who: string; where: string },
): string {
  const place = where || "a thread";
  switch (kind) {
    case "MENTION":
      return `${who} mentioned you in ${place}`;
    case "REPLY":
      return `${who} replied to you in ${place}`;
    case "EVERYONE":
      return `${who} wrote to everyone in ${place}`;
    case "ADDED":
      return `${who} added you to ${place}`;
    case "ROLE":
      return `${who} made you ${role ? ROLES[role] : "something else"} in ${place}`;
    case "INFECTED":
      return `${file ?? "A file"} in ${place} is infected. Delete the copy you downloaded`;
  }
}
