"use client";

import { usePerson } from "../../lib/client/hooks.ts";
import { Avatar } from "../ui/avatar.tsx";
import { UNKNOWN_NAME } from "./person-names.ts";
import { usePresenceDot } from "./presence.ts";

type PersonAvatarProps = {
  userId: string;
  size?: number;
  /** Shows their dot, and asks the server for it while it is on screen. */
  withPresence?: boolean;
  className?: string;
};

/** The avatar of a person in the store. */
export function PersonAvatar({ userId, size, withPresence = false, className }: PersonAvatarProps) {
  const person = usePerson(userId);
  const presence = usePresenceDot(withPresence ? userId : null);
  return (
    <Avatar
      id={userId}
      name={person?.displayName ?? UNKNOWN_NAME}
      url={person?.avatarUrl ?? null}
      size={size}
      presence={presence}
      className={className}
    />
  );
}
