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

/** What the admin page asks for. It is not in the store: other people's accounts are shown as of the question. */
export const askServer = <N extends QueryName>(name: N, input: QueryInput<N>): Promise<QueryOutput<N>> =>
  currentEngine().api.query(name, input);

/** What the admin page does. Rejects with `ApiError` when the server refuses. */
export const runOnServer = <N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> =>
  currentEngine().command(name, input);

/** Adds a custom emoji. Rejects with `ApiError` when the server refuses. */
export const addEmoji = ({ id, name, file }: { id: string; name: string; file: File }): Promise<unknown> =>
  currentEngine().api.upload(`${EMOJI_UPLOAD_PATH}?${new URLSearchParams({ id, name }).toString()}`, file);
