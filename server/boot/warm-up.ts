/** What a newcomer's first minute needs. Parameters are made up: the answers do not matter, that they are compiled does. */
const FIRST_NEEDED = ["/sign-in", "/", "/api/webhooks/clerk", "/api/sync", "/t/first", "/api/threads/first/messages"];

/**
 * Asks for the first pages and routes, one after another and behind everybody's back: in development each is compiled
 * when it is first asked for, and somebody who is typing a password need not wait for it later.
 */
export function warmUp(origin: string): void {
  void (async () => {
    for (const path of FIRST_NEEDED) {
      try {
        const answer = await fetch(`${origin}${path}`, { redirect: "manual" });
        await answer.body?.cancel();
      } catch {
        // The server is stopping.
        return;
      }
    }
  })();
}
