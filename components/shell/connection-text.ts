import type { ShownConnection } from "../../lib/client/hooks.ts";

/** The chip's word, the sentence behind it, and the class of its dot. */
export type ConnectionText = { text: string; hint: string; dot: string };

/** What the chip says of a connection; `notLive`: a public thread that the person reads without having joined. */
export function shownFor(
  { status, behind, polling }: Pick<ShownConnection, "status" | "behind" | "polling">,
  notLive: boolean,
): ConnectionText {
  if (status === "offline")
    return { text: "Offline", hint: "What you write is kept and sent when the connection is back.", dot: "bg-danger" };
  if (status === "connecting") return { text: "Connecting…", hint: "Looking for the server.", dot: "bg-warn" };
  if (status === "catching-up")
    return { text: `Catching up ${behind}…`, hint: "Changes you missed are on their way.", dot: "bg-warn" };
  if (notLive)
    return {
      text: "Not live",
      hint: "You have not joined: it is read again when you come back to it.",
      dot: "bg-text-3",
    };
  if (polling)
    return {
      text: "Every 15 s",
      hint: "No lasting connection can be opened, so it asks now and then.",
      dot: "bg-warn",
    };
  return { text: "Live", hint: "Everything is here the moment it happens.", dot: "bg-ok" };
}
