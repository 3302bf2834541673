"use client";

import { AtSign, Hash, Lock, Slash, UsersRound } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { conversationPeople } from "../../../../lib/client/conversation-people.ts";
import { useAllCustomEmoji, useGroups, useMe, useParticipants, usePeopleSearch } from "../../../../lib/client/hooks.ts";
import { useNamedThreads, usePeopleOf } from "../../../../lib/client/names.ts";
import { writtenEmoji } from "../../../../lib/contract/emoji-name.ts";
import type { PersonView } from "../../../../lib/contract/people.ts";
import type { PeopleGroupView } from "../../../../lib/contract/people-groups.ts";
import { groupSize } from "../../../people/group-size.ts";
import { useChatStore } from "../../../people/person-names.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import type { Choice } from "./choice-list.tsx";
import { bestMatches } from "./completion-query.ts";
import { EmojiSign } from "../emoji/emoji-sign.tsx";
import { findEmoji, loadEmoji, type NamedEmoji } from "../emoji/emoji-list.ts";
import type { NamedMention } from "./mention-text.ts";
import { SLASH_COMMANDS } from "./slash-commands.ts";

const SHOWN = 8;
const ICON = "size-4 shrink-0 text-text-3";

/** A choice with the text it puts in place of what was typed, and the mention it stands for. */
export type TextChoice = Choice & { insert: string; mention: NamedMention | null; mark: string };

const namesOf = ({ displayName, username }: PersonView) => [displayName, username ?? ""].filter(Boolean);

function personChoice(person: PersonView, isHere: boolean): TextChoice {
  const label = `@${person.displayName}`;
  const about = [person.username && `@${person.username}`, isHere ? person.title : "Not in this thread"];
  return {
    key: person.id,
    picture: <Avatar id={person.id} name={person.displayName} url={person.avatarUrl} size={20} />,
    title: person.displayName,
    detail: about.filter(Boolean).join(" · "),
    insert: label,
    mention: { label, permanent: `<@${person.id}>` },
    mark: person.username ?? person.id.slice(-4),
  };
}

const GROUPS = [
  { name: "everyone", detail: "Tell everybody in this thread" },
  { name: "here", detail: "Tell those in this thread who are online" },
];

const groupChoice = ({ name, detail }: (typeof GROUPS)[number]): TextChoice => ({
  key: name,
  picture: <AtSign aria-hidden="true" className={ICON} />,
  title: `@${name}`,
  detail,
  insert: `@${name}`,
  mention: null,
  mark: "",
});

function peopleGroupChoice(group: PeopleGroupView, hereIds: ReadonlySet<string>): TextChoice {
  const label = `@${group.handle}`;
  const here = group.memberIds.filter((id) => hereIds.has(id)).length;
  return {
    key: group.id,
    picture: <UsersRound aria-hidden="true" className={ICON} />,
    title: label,
    detail: `${group.name} · ${here} of ${groupSize(group)} in this thread`,
    insert: label,
    mention: { label, permanent: `<&${group.id}>` },
    mark: group.id.slice(-4),
  };
}

/** The members but for oneself, those who matter in the conversation first. */
function useMembers(threadId: string): string[] {
  const { id: meId } = useMe();
  const participants = useParticipants(threadId);
  const store = useChatStore();
  return useMemo(() => {
    // As it stands when the list opens: while one chooses, nothing changes places.
    const near = conversationPeople(store.getState().threads[threadId], meId);
    const places = new Map(near.map((id, place) => [id, place]));
    const placeOf = (id: string) => places.get(id) ?? near.length;
    const ids = (participants ?? []).map(({ userId }) => userId).filter((id) => id !== meId);
    return ids.sort((a, b) => placeOf(a) - placeOf(b));
  }, [store, threadId, participants, meId]);
}

/**
 * People: those of the thread first, ranked by the conversation, then groups of people, everybody else, and everybody at
 * once.
 */
export function usePeopleChoices(threadId: string, query: string): TextChoice[] {
  const { id: meId } = useMe();
  const hereIds = useMembers(threadId);
  const here = usePeopleOf(hereIds);
  const { people: found } = usePeopleSearch(query);
  const named = useGroups();
  const participants = useParticipants(threadId);
  return useMemo(() => {
    const memberIds = new Set((participants ?? []).map(({ userId }) => userId));
    const called = bestMatches(Object.values(named), query, {
      namesOf: ({ handle, name }) => [handle, name],
      limit: 3,
    });
    const inside = bestMatches([...here.values()], query, { namesOf, limit: SHOWN });
    const others = found.filter(({ id, status }) => !here.has(id) && id !== meId && status === "ACTIVE");
    const outside = query === "" ? [] : bestMatches(others, query, { namesOf, limit: SHOWN });
    const groups = bestMatches(GROUPS, query, { namesOf: ({ name }) => [name], limit: 2 });
    return [
      ...inside.slice(0, SHOWN - called.length).map((person) => personChoice(person, true)),
      ...called.map((group) => peopleGroupChoice(group, memberIds)),
      ...outside.map((person) => personChoice(person, false)),
      ...groups.map(groupChoice),
    ].slice(0, SHOWN);
  }, [here, found, named, participants, query, meId]);
}

export function useThreadChoices(query: string): TextChoice[] {
  const threads = useNamedThreads();
  return useMemo(
    () =>
      bestMatches(threads, query, { namesOf: ({ name }) => [name], limit: SHOWN }).map(({ id, name, kind, topic }) => ({
        key: id,
        picture:
          kind === "PUBLIC" ? (
            <Hash aria-hidden="true" className={ICON} />
          ) : (
            <Lock aria-hidden="true" className={ICON} />
          ),
        title: name,
        detail: topic,
        insert: `#${name}`,
        mention: { label: `#${name}`, permanent: `<#${id}>` },
        mark: id.slice(-4),
      })),
    [threads, query],
  );
}

/** The emoji list once it has loaded. */
export function useEmoji(): readonly NamedEmoji[] {
  const [list, setList] = useState<readonly NamedEmoji[]>([]);
  useEffect(() => {
    let left = false;
    loadEmoji().then(
      (loaded) => !left && setList(loaded),
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, []);
  return list;
}

export function useEmojiChoices(query: string): TextChoice[] {
  const table = useEmoji();
  const custom = useAllCustomEmoji();
  // The workspace's own first: who gave them their names wants to find them.
  const list = useMemo(
    () => [...Object.keys(custom).map((name) => ({ emoji: writtenEmoji(name), name })), ...table],
    [custom, table],
  );
  return useMemo(
    () =>
      findEmoji(list, query.toLowerCase(), SHOWN).map(({ emoji, name }) => ({
        key: name,
        picture: (
          <span className="text-lg leading-none">
            <EmojiSign emoji={emoji} />
          </span>
        ),
        title: `:${name}:`,
        insert: emoji,
        mention: null,
        mark: "",
      })),
    [list, query],
  );
}

export function useCommandChoices(query: string): TextChoice[] {
  return useMemo(
    () =>
      bestMatches(SLASH_COMMANDS, query, { namesOf: ({ name }) => [name], limit: SHOWN }).map(
        ({ name, takes, does }) => ({
          key: name,
          picture: <Slash aria-hidden="true" className={ICON} />,
          title: `/${name}${takes && ` ${takes}`}`,
          detail: does,
          insert: `/${name}`,
          mention: null,
          mark: "",
        }),
      ),
    [query],
  );
}
