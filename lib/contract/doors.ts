import type { z } from "zod";
import { messageCommands, messageQueries } from "./message-doors.ts";
import { threadCommands, threadQueries } from "./thread-doors.ts";
import { participantCommands, participantQueries } from "./participant-doors.ts";
import { personCommands, personQueries } from "./person-doors.ts";
import { administrationCommands, administrationQueries } from "./administration-doors.ts";

/**
 * Every command with its two doors (PROTOCOL S5): the key is the socket event, `method` and `path` are the REST door.
 * A `[name]` in the path is taken from the input's field of that name; the rest of the input is the JSON body.
 */
export const commandDoors = {
  ...messageCommands,
  ...threadCommands,
  ...participantCommands,
  ...personCommands,
  ...administrationCommands,
} as const;

/** Every query, by REST: the query string, or for `sync` a JSON body. The socket answers `sync` as well (PROTOCOL Y1). */
export const queryDoors = {
  ...messageQueries,
  ...threadQueries,
  ...participantQueries,
  ...personQueries,
  ...administrationQueries,
} as const;

export type CommandName = keyof typeof commandDoors;
export type CommandInput<N extends CommandName> = z.input<(typeof commandDoors)[N]["input"]>;
export type CommandOutput<N extends CommandName> = z.output<(typeof commandDoors)[N]["output"]>;
export type QueryName = keyof typeof queryDoors;
export type QueryInput<N extends QueryName> = z.input<(typeof queryDoors)[N]["input"]>;
export type QueryOutput<N extends QueryName> = z.output<(typeof queryDoors)[N]["output"]>;
