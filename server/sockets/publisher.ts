import type { Sql } from "../../lib/db.ts";
import type { Logger } from "../../lib/log.ts";
import { parseStream } from "../../lib/contract/stream-name.ts";
import type { PersonView } from "../../lib/contract/people.ts";
import type { PublishedEvent, Publisher } from "../../lib/process.ts";
import { readCustomEmoji } from "../../lib/views/custom-emoji-view.ts";
import { readPeopleGroups } from "../../lib/views/people-group-view.ts";
import { personViewSql } from "../../lib/views/person-view.ts";
import type { AccessChannel } from "./access-channel.ts";
import type { FanOut } from "./fan-out.ts";
import type { Presence } from "./presence.ts";
import type { Receipts } from "./receipts.ts";

/** The runner's way to the sockets. What it publishes is committed; nothing here may fail the command. */
export function createPublisher({
  sql,
  log,
  fanOut,
  access,
  receipts,
  presence,
}: {
  sql: Sql;
  log: Logger;
  fanOut: FanOut;
  access: AccessChannel;
  receipts: Receipts;
  presence: Presence;
}): Publisher {
  const tell = async (news: { users: string[]; sessions: string[] }) => {
    try {
      await access.tell(news);
    } catch (err) {
      // The five-second check of sessions and the loss of LISTEN still hold; the command itself is durable.
      log.error({ err }, "sockets: a change of access could not be told to every node");
    }
  };

  return {
    publish(events) {
      for (const [stream, own] of byStream(events)) fanOut.send({ type: "events", stream, events: own });
      // Whether they show their presence, and when they want quiet, is a preference.
      for (const { stream, change } of events)
        if (change?.kind === "preference") presence.review(parseStream(stream).id);
    },
    roomsChanged: (users) => tell({ users, sessions: [] }),
    sessionsEnded: (sessions) => tell({ users: [], sessions }),
    personChanged(userId) {
      presence.review(userId);
      readPerson(sql, userId).then(
        (found) => found && fanOut.send({ type: "person", ...found }),
        (err: unknown) => log.error({ err }, "sockets: a changed profile could not be told"),
      );
    },
    emojiChanged() {
      readCustomEmoji(sql).then(
        (emoji) => fanOut.send({ type: "emoji", emoji }),
        (err: unknown) => log.error({ err }, "sockets: changed emoji could not be told"),
      );
    },
    groupsChanged() {
      readPeopleGroups(sql).then(
        (groups) => fanOut.send({ type: "groups", groups }),
        (err: unknown) => log.error({ err }, "sockets: changed groups could not be told"),
      );
    },
    receiptsChanged: (threadId, changed) => receipts.changed(threadId, changed),
  };
}

/** Each stream's events in their order (PROTOCOL F2: one packet a room). */
function byStream(events: readonly PublishedEvent[]): Map<PublishedEvent["stream"], PublishedEvent[]> {
  const streams = new Map<PublishedEvent["stream"], PublishedEvent[]>();
  for (const event of events) {
    const own = streams.get(event.stream);
    if (own) own.push(event);
    else streams.set(event.stream, [event]);
  }
  return streams;
}

async function readPerson(sql: Sql, userId: string): Promise<{ person: PersonView; threadIds: string[] } | null> {
  const [row] = await sql.rows<{ person: PersonView; threadIds: string[] }>(PERSON, [userId]);
  return row ?? null;
}

const PERSON = `
  SELECT ${personViewSql} AS person,
         ARRAY(SELECT p."threadId"::text FROM "ThreadParticipant" p WHERE p."userId" = u.id AND p.status = 'ACTIVE') AS "threadIds"
    FROM "User" u WHERE u.id = $1::uuid`;
