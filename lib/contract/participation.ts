import { z } from "zod";

/** What a thread may switch for a role or a person: taking part, never managing. */
export const participation = z.enum([
  "message.send",
  "message.reply",
  "message.react",
  "message.reactNew",
  "message.attach",
  "link.preview",
  "mention.everyone",
  "member.add",
  "message.pin",
  "thread.rename",
  "editHistory.read",
]);
export type Participation = z.infer<typeof participation>;

/** What is switched on and off for somebody; what is in neither list is as their role has it. */
export const switches = z.object({ allow: z.array(participation), deny: z.array(participation) });
export type Switches = z.infer<typeof switches>;
