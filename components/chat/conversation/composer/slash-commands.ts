export type SlashCommand = {
  name: string;
  /** What may follow, for people: `text`. */
  takes: string;
  does: string;
};

export const SLASH_COMMANDS: readonly SlashCommand[] = [
  { name: "topic", takes: "new topic", does: "Say what this thread is about" },
  { name: "leave", takes: "", does: "Leave this thread" },
  { name: "star", takes: "", does: "Star this thread, or take the star away" },
  { name: "shrug", takes: "text", does: "Add ¯\\_(ツ)_/¯ to your message" },
];

export type SlashIntent =
  | { do: "topic"; topic: string }
  | { do: "leave" }
  | { do: "star" }
  | { do: "send"; body: string }
  /** It looks like a command and is none: said, not sent. */
  | { do: "unknown"; name: string };

const COMMAND = /^\/([a-z]+)(?:\s+([\s\S]*))?$/;
// Escaped, or it would be read as emphasis.
const SHRUG = "¯\\\\\\_(ツ)\\_/¯";

/** What a text asks for when it is sent. A text such as `/etc/hosts is wrong` is a message. */
export function readSlashCommand(text: string): SlashIntent {
  const match = COMMAND.exec(text.trim());
  if (!match) return { do: "send", body: text };
  const [, name = "", rest = ""] = match;
  switch (name) {
    case "topic":
      return { do: "topic", topic: rest.trim().replace(/\s+/g, " ") };
    case "leave":
    case "star":
      return rest.trim() === "" ? { do: name } : { do: "send", body: text };
    case "shrug":
      return { do: "send", body: `${rest} ${SHRUG}`.trim() };
    default:
      return { do: "unknown", name };
  }
}
