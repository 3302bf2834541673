import type { WorkspaceDoorCase } from "./door-case.ts";
import { asks, inTurn, nothingIf, onPerson } from "./door-answers.ts";

export const PERSON_CASES: WorkspaceDoorCase[] = [
  { door: "people", input: () => ({}), expects: asks("person.view") },
  { door: "lookUpPeople", input: ({ targetId }) => ({ ids: targetId }), expects: asks("person.view") },
  { door: "person", input: ({ targetId }) => ({ userId: targetId }), target: "none", expects: asks("person.view") },
  {
    door: "person",
    about: "nobody",
    target: "nobody",
    input: ({ targetId }) => ({ userId: targetId }),
    expects: onPerson("person.view", "nobody"),
  },
  ...(["none", "self", "nobody"] as const).flatMap((target): WorkspaceDoorCase[] => [
    {
      door: "person:block",
      about: target,
      target,
      input: ({ targetId }) => ({ userId: targetId }),
      expects: onPerson("person.block", target),
      writes: ["Block", "User", "Event"],
    },
    {
      door: "person:unblock",
      about: target,
      target,
      input: ({ targetId }) => ({ userId: targetId }),
      expects: inTurn(
        onPerson("person.block", target),
        nothingIf(() => true),
      ),
    },
  ]),
  // Of another person, or not there: the same.
  { door: "notice:dismiss", input: ({ fresh }) => ({ noticeId: fresh() }), expects: () => "hide" },
  {
    door: "profile:update",
    input: () => ({ title: "Captain" }),
    expects: asks("profile.edit"),
    writes: ["User", "Event"],
  },
  {
    door: "preference:update",
    input: () => ({ density: "compact" }),
    expects: asks("profile.edit"),
    writes: ["UserPreference", "User", "Event"],
  },
  { door: "ownSessions", input: () => ({}), expects: asks("profile.edit") },
  {
    door: "session:end",
    input: () => ({ sessionId: "sess_of_somebody_else" }),
    expects: inTurn(asks("profile.edit"), () => "hide"),
  },
  // Nobody here is signed in twice.
  {
    door: "session:end-others",
    input: () => ({}),
    expects: inTurn(
      asks("profile.edit"),
      nothingIf(() => true),
    ),
  },
  { door: "notifications", input: () => ({}), expects: asks("profile.edit") },
  {
    door: "notification:seen",
    input: ({ fresh }) => ({ upTo: fresh() }),
    expects: inTurn(
      asks("profile.edit"),
      nothingIf(() => true),
    ),
    writes: ["Notification"],
  },
];
