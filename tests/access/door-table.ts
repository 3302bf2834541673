import type { DoorCase, WorkspaceDoorCase } from "./door-case.ts";
import { MESSAGE_CASES, MESSAGE_CASES_IN_THREADS } from "./message-door-cases.ts";
import { THREAD_CASES, THREAD_CASES_IN_THREADS } from "./thread-door-cases.ts";
import { PARTICIPANT_CASES_IN_THREADS } from "./participant-door-cases.ts";
import { PERSON_CASES } from "./person-door-cases.ts";
import { ADMINISTRATION_CASES } from "./administration-door-cases.ts";

// What each door must answer to whom, by hand from PERMISSIONS, in the words of the oracle. A door of the contract or an
// event of the socket server that is in none of the lists, nor in `other-doors.ts`, fails `door-completeness.test.ts`.

/** Doors about one thread or one message in it. */
export const THREAD_DOORS: DoorCase[] = [
  ...MESSAGE_CASES_IN_THREADS,
  ...THREAD_CASES_IN_THREADS,
  ...PARTICIPANT_CASES_IN_THREADS,
];

/** Doors about no thread: whoever may ask them at all, and what a person out of reach answers. */
export const WORKSPACE_DOORS: WorkspaceDoorCase[] = [
  ...MESSAGE_CASES,
  ...THREAD_CASES,
  ...PERSON_CASES,
  ...ADMINISTRATION_CASES,
];
