import { blockInput } from "./moderation.ts";
import { nothing, strictlyNothing } from "./nothing.ts";
import { dismissNoticeInput } from "./notices.ts";
import { listNotificationsInput, notificationPage, seeNotificationsInput } from "./notifications.ts";
import {
  listPeopleInput,
  lookUpPeopleInput,
  peoplePage,
  personInput,
  personView,
  updateProfileInput,
} from "./people.ts";
import { preferenceView, updatePreferenceInput } from "./preferences.ts";
import { endSessionInput, sessionList } from "./sessions.ts";

/** The commands of `commandDoors` about people, and what is one's own. */
export const personCommands = {
  "person:block": { method: "PUT", path: "/api/people/[userId]/block", input: blockInput, output: nothing },
  "person:unblock": { method: "DELETE", path: "/api/people/[userId]/block", input: blockInput, output: nothing },
  "notice:dismiss": {
    method: "DELETE",
    path: "/api/me/notices/[noticeId]",
    input: dismissNoticeInput,
    output: nothing,
  },
  "profile:update": { method: "PATCH", path: "/api/me/profile", input: updateProfileInput, output: personView },
  "preference:update": {
    method: "PATCH",
    path: "/api/me/preferences",
    input: updatePreferenceInput,
    output: preferenceView,
  },
  "session:end": { method: "DELETE", path: "/api/me/sessions/[sessionId]", input: endSessionInput, output: nothing },
  "session:end-others": { method: "DELETE", path: "/api/me/sessions", input: strictlyNothing, output: nothing },
  "notification:seen": {
    method: "PUT",
    path: "/api/notifications/seen",
    input: seeNotificationsInput,
    output: nothing,
  },
} as const;

/** The queries of `queryDoors` about people, and what is one's own. */
export const personQueries = {
  people: { method: "GET", path: "/api/people", input: listPeopleInput, output: peoplePage },
  lookUpPeople: { method: "GET", path: "/api/people/lookup", input: lookUpPeopleInput, output: peoplePage },
  person: { method: "GET", path: "/api/people/[userId]", input: personInput, output: personView },
  ownSessions: { method: "GET", path: "/api/me/sessions", input: nothing, output: sessionList },
  notifications: { method: "GET", path: "/api/notifications", input: listNotificationsInput, output: notificationPage },
} as const;
