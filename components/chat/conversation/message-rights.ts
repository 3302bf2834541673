"use client";

import { useCallback } from "react";
import { useEntry, useMe, useThread } from "../../../lib/client/hooks.ts";
import type { MessageView } from "../../../lib/contract/messages.ts";
import { askPolicy, type PolicyView, type WhyNot, whyNot, whyNotPosting } from "./ask-policy.ts";

export type MessageRights = {
  /** Writing messages here, whatever the message. */
  write: boolean;
  reply: boolean;
  edit: boolean;
  delete: boolean;
  /** Takes a deletion back. */
  restore: boolean;
  report: boolean;
  /** Also takes a pin down. */
  pin: boolean;
  /** Joining a reaction that is there; bringing another emoji is a question of its own. */
  react: boolean;
  reactNew: boolean;
  isMember: boolean;
  /** What a member would be offered here, and why it cannot be done. */
  barred: readonly Barred[];
};

/** What is offered of every message that a member could answer, mark or, being its author, change. */
export type Deed = "reply" | "react" | "edit" | "pin";
export type Barred = WhyNot & { deed: Deed };

const NONE = {
  write: false,
  reply: false,
  edit: false,
  delete: false,
  restore: false,
  report: false,
  pin: false,
  react: false,
  reactNew: false,
  barred: [],
};

/** Answers what the person may do with a message of this thread, as far as the browser knows. */
export function useMessageRights(threadId: string): (message: MessageView) => MessageRights {
  const me = useMe();
  const thread = useThread(threadId);
  const entry = useEntry(threadId);
  return useCallback(
    (message) => {
      const isMember = entry !== null;
      if (!thread) return { ...NONE, isMember };
      const view = { me, thread, entry, now: Date.now() };
      if (message.deletedAt !== null) {
        return { ...NONE, isMember, restore: askPolicy("message.restore", view, message).allow };
      }
      const reacting = {
        react: askPolicy("message.react", view, message).allow,
        reactNew: askPolicy("message.reactNew", view, message).allow,
      };
      if (message.system)
        return { ...NONE, ...reacting, isMember, barred: entry ? barredOf(["react"], view, message) : [] };
      const deeds: Deed[] = ["reply", "react", ...(message.authorId === me.id ? ["edit" as const] : []), "pin"];
      return {
        ...reacting,
        barred: entry ? barredOf(deeds, view, message) : [],
        write: whyNotPosting(view) === null,
        reply: askPolicy("message.reply", view, message).allow,
        edit: message.authorId === me.id && askPolicy("message.edit", view, message).allow,
        delete: askPolicy("message.delete", view, message).allow,
        restore: false,
        pin: askPolicy("message.pin", view, message).allow,
        report: message.authorId !== me.id && askPolicy("message.report", view, message).allow,
        isMember,
      };
    },
    [me, thread, entry],
  );
}

const ACTIONS = {
  reply: "message.reply",
  react: "message.reactNew",
  edit: "message.edit",
  pin: "message.pin",
} as const;

function barredOf(deeds: readonly Deed[], view: PolicyView, message: MessageView): Barred[] {
  return deeds.flatMap((deed) => {
    const bar = whyNot(ACTIONS[deed], view, message);
    return bar ? [{ deed, ...bar }] : [];
  });
}

/** Why this cannot be done to the message, or null where it can or is not offered at all. */
export const whyBarred = ({ barred }: MessageRights, deed: Deed): string | null =>
  barred.find((bar) => bar.deed === deed)?.why ?? null;
