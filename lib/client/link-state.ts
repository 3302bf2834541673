import type { Core } from "./core.ts";
import type { Connection } from "./state.ts";

/** What the browser believes; it is right when it says so, and often wrong when it does not. */
export const isOffline = () => typeof navigator !== "undefined" && navigator.onLine === false;

/** How the page reaches the server, for the chip. */
export function setLink(core: Core, link: Connection["link"]): void {
  if (core.state().connection.link === link) return;
  core.update((state) => ({ ...state, connection: { ...state.connection, link } }));
}
