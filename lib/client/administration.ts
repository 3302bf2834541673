import type {
  CommandInput,
  CommandName,
  CommandOutput,
  QueryInput,
  QueryName,
  QueryOutput,
} from "../contract/doors.ts";
import { currentEngine } from "./engine.ts";

/** What the admin page asks for. It is not in the store: other people's accounts are shown as of the question. */
export const askServer = <N extends QueryName>(name: N, input: QueryInput<N>): Promise<QueryOutput<N>> =>
  currentEngine().api.query(name, input);

/** What the admin page does. Rejects with `ApiError` when the server refuses. */
export const runOnServer = <N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> =>
  currentEngine().command(name, input);
