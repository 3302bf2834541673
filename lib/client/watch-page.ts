import type { Engine } from "./engine.ts";
import { setLink } from "./link-state.ts";
import { SILENCE, type SocketLink } from "./socket.ts";

/** PROTOCOL G3: becoming visible, coming online, and silence compare heads. */
export function watchPage(engine: Engine, { link, signal }: { link: SocketLink; signal: AbortSignal }): void {
  const silentFor = () => Date.now() - link.heardAt();
  const compare = () => {
    if (engine.state().connection.expired) return;
    if (!link.isUp()) link.connect();
    else if (silentFor() > SILENCE / 2) link.reconnect();
    else link.say("heads:ask", {});
  };
  const silence = setInterval(() => {
    if (link.isUp() && silentFor() > SILENCE) link.reconnect();
  }, 5_000);
  signal.addEventListener("abort", () => clearInterval(silence));
  if (typeof window === "undefined") return;
  const onLook = () => {
    engine.reading.onLookedAt();
    void engine.history.refreshNotLive();
  };
  document.addEventListener(
    "visibilitychange",
    () => {
      if (document.visibilityState !== "visible") return;
      compare();
      onLook();
    },
    { signal },
  );
  window.addEventListener("focus", onLook, { signal });
  window.addEventListener(
    "online",
    () => {
      if (engine.state().connection.expired) return;
      link.reconnect();
      engine.outbox.wake();
    },
    { signal },
  );
  window.addEventListener("offline", () => setLink(engine, "offline"), { signal });
  window.addEventListener(
    "pagehide",
    () => {
      engine.drafts.flushNow();
      engine.reading.flushNow();
    },
    { signal },
  );
}
