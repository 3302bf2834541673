import type { MessageView } from "../contract/messages.ts";
import { notFound } from "../errors.ts";
import type { Answer } from "./command.ts";
import { readMessages } from "./send-write.ts";

/** Answers with a message as it is after the command. */
export const answerMessage =
  (messageId: string): Answer<MessageView> =>
  async (sql) => {
    const view = (await readMessages(sql, [messageId])).get(messageId);
    if (!view) throw notFound();
    return view;
  };
