import type {
  CommandInput,
  CommandName,
  CommandOutput,
  QueryInput,
  QueryName,
  QueryOutput,
} from "../contract/doors.ts";
import { EMOJI_UPLOAD_PATH } from "../contract/emoji-name.ts";
import { currentEngine } from "./engine.ts";
import { groupsById } from "./state.ts";

/** What the admin page asks for. It is not in the store: other people's accounts are shown as of the question. */
export const askServer = <N extends QueryName>(name: N, input: QueryInput<N>): Promise<QueryOutput<N>> =>
  currentEngine().api.query(name, input);

/** What the admin page does. Rejects with `ApiError` when the server refuses. */
export const runOnServer = <N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> =>
  currentEngine().command(name, input);

/**
 * Makes or changes a group of people, and shows it: the word that goes to everybody reaches only a page with a socket.
 * Rejects with `ApiError` when the server refuses.
 */
export async function saveGroup(input: CommandInput<"group:save">): Promise<void> {
  const saved = await runOnServer("group:save", input);
  currentEngine().update((state) => {
    const others = Object.values(state.groups).filter(({ id }) => id !== saved.id);
    const groups = [...others, saved].sort((one, other) => (one.handle < other.handle ? -1 : 1));
    return { ...state, groups: groupsById(groups) };
  });
}

/** Removes a group of people, as `saveGroup` saves one. */
export async function removeGroup(input: CommandInput<"group:remove">): Promise<void> {
  await runOnServer("group:remove", input);
  currentEngine().update((state) => {
    const { [input.groupId]: _removed, ...groups } = state.groups;
    return { ...state, groups };
  });
}

/** Adds a custom emoji. Rejects with `ApiError` when the server refuses. */
export const addEmoji = ({ id, name, file }: { id: string; name: string; file: File }): Promise<unknown> =>
  currentEngine().api.upload(`${EMOJI_UPLOAD_PATH}?${new URLSearchParams({ id, name }).toString()}`, file);
