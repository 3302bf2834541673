import { type CommandName, commandDoors, type QueryName, queryDoors } from "./doors.ts";

/** Where each door is, such as `GET /api/threads/[threadId]`. */
export type DoorAddresses = { readonly [N in CommandName | QueryName]: string };

/**
 * What the page needs of the contract when it runs: no more than the addresses. They come with the page, because the
 * schemas beside them would bring zod into the browser, which parses nothing.
 */
export const doorAddresses = Object.fromEntries(
  Object.entries({ ...queryDoors, ...commandDoors }).map(([name, { method, path }]) => [name, `${method} ${path}`]),
) as DoorAddresses;
