import type { PersonView } from "../../lib/contract/people.ts";

export type ProfileDraft = Pick<PersonView, "displayName" | "title" | "pronouns" | "bio" | "timeZone">;

/** What the form starts from. */
export const draftOf = ({ displayName, title, pronouns, bio, timeZone }: PersonView): ProfileDraft => ({
  displayName,
  title,
  pronouns,
  bio,
  timeZone,
});

/** The fields that differ from the person as they are, trimmed as the server wants them. */
export function changedFields(draft: ProfileDraft, person: PersonView): Partial<ProfileDraft> {
  const trimmed: ProfileDraft = {
    displayName: draft.displayName.trim(),
    title: draft.title.trim(),
    pronouns: draft.pronouns.trim(),
    bio: draft.bio.trim(),
    timeZone: draft.timeZone,
  };
  const names = Object.keys(trimmed) as (keyof ProfileDraft)[];
  return Object.fromEntries(
    names.filter((name) => trimmed[name] !== person[name]).map((name) => [name, trimmed[name]]),
  );
}
