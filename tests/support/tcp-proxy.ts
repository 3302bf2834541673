// A TCP proxy that does to a link what networks do: delay, cut, go silent (half-open), slice, swallow (black hole).
// It stands before a WebSocket or HTTP server, Postgres or Redis alike.
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** `up` is what the client says, `down` what the server answers. */
export type Direction = "up" | "down";

/**
 * Sees a piece before it is passed on; `"cut"` ends the connection instead, with the piece lost; a buffer is passed on in
 * its place.
 */
export type Tap = (direction: Direction, piece: Buffer, link: ProxyLink) => "cut" | Buffer | undefined;

/** One connection through the proxy. */
export type ProxyLink = {
  readonly id: number;
  /** Both ends are reset. */
  cut(): void;
  /** Nothing passes in these directions any more, and nobody is told; both by default. */
  silence(...directions: Direction[]): void;
};

export type TcpProxy = {
  port: number;
  /** While set, new connections go here; several ports take turns, as behind a load balancer. */
  aim(...ports: number[]): void;
  /** Every connection is reset, and new ones are refused until `mend`. */
  cut(): void;
  /** What is open is reset; new connections are welcome. */
  cutOpen(): void;
  /** Nothing passes on what is open now and nobody is told (half-open); new connections work. */
  silenceOpen(...directions: Direction[]): void;
  /** New connections are taken and nothing is ever answered, until `mend`. */
  swallow(): void;
  /** Milliseconds that each piece waits, each way. */
  delay(ms: number): void;
  /** Each piece is passed on in slices of at most so many bytes; 0 passes it on whole. */
  slice(bytes: number): void;
  tap(tap: Tap | null): void;
  /** Undoes all but `aim`. Connections that were silenced stay silent, as lost packets do. */
  mend(): void;
  readonly links: ReadonlySet<ProxyLink>;
  close(): Promise<void>;
};

type Mood = { refusing: boolean; swallowing: boolean; delayMs: number; sliceBytes: number; tap: Tap | null };
type OpenLink = ProxyLink & { silent: Set<Direction> };

/**
 * Listens on `port` (0: any free one) of the loopback and passes everything on to `targets` in turn. `rewrite` changes
 * what clients say, for as long as the proxy lives.
 */
export async function startTcpProxy({
  targets,
  port = 0,
  rewrite = (piece) => piece,
}: {
  targets: number[];
  port?: number;
  rewrite?: (piece: Buffer) => Buffer;
}): Promise<TcpProxy> {
  const calm = { refusing: false, swallowing: false, delayMs: 0, sliceBytes: 0, tap: null };
  const mood: Mood = { ...calm };
  const links = new Set<OpenLink>();
  let aims = targets;
  let turn = 0;

  const server: Server = createServer({ noDelay: true }, (client) => {
    client.on("error", () => undefined);
    const target = aims[turn++ % Math.max(1, aims.length)];
    if (mood.refusing || target === undefined) return void client.resetAndDestroy();
    const upstream = mood.swallowing ? null : connect({ port: target, host: "127.0.0.1", noDelay: true });
    upstream?.on("error", () => undefined);
    const link: OpenLink = {
      id: turn,
      silent: new Set(),
      cut: () => [client, upstream].forEach((end) => end?.resetAndDestroy()),
      silence: (...directions) => addAll(link.silent, directions),
    };
    links.add(link);
    for (const end of [client, upstream])
      end?.on("close", () => {
        links.delete(link);
        // The other end of a silent link is not told.
        if (link.silent.size === 0) [client, upstream].forEach((other) => other?.destroy());
      });
    client.on("data", (said) => {
      if (upstream) pass({ direction: "up", piece: rewrite(said), to: upstream, from: client, link });
    });
    upstream?.on("data", (piece) => pass({ direction: "down", piece, to: client, from: upstream, link }));
  });

  type Passage = { direction: Direction; piece: Buffer; from: Socket; to: Socket; link: OpenLink };
  function pass({ direction, piece, from, to, link }: Passage): void {
    if (link.silent.has(direction)) return;
    const verdict = mood.tap?.(direction, piece, link);
    if (verdict === "cut") return link.cut();
    const passed = verdict ?? piece;
    const write = () => {
      if (link.silent.has(direction) || to.destroyed) return;
      for (const slice of slicesOf(passed, mood.sliceBytes)) to.write(slice);
      // A reader that stops is felt by the writer, not hidden in this process's memory.
      if (to.writableNeedDrain && !from.isPaused()) {
        from.pause();
        to.once("drain", () => from.resume());
      }
    };
    // Timers of one length fire in the order they were set, so that nothing is overtaken.
    if (mood.delayMs > 0) setTimeout(write, mood.delayMs);
    else write();
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });

  const proxy: TcpProxy = {
    port: (server.address() as AddressInfo).port,
    links,
    aim: (...ports) => {
      aims = ports;
    },
    cut: () => {
      mood.refusing = true;
      proxy.cutOpen();
    },
    cutOpen: () => [...links].forEach((link) => link.cut()),
    silenceOpen: (...directions) => {
      const which: Direction[] = directions.length > 0 ? directions : ["up", "down"];
      for (const link of links) addAll(link.silent, which);
    },
    swallow: () => {
      mood.swallowing = true;
    },
    delay: (ms) => {
      mood.delayMs = ms;
    },
    slice: (bytes) => {
      mood.sliceBytes = bytes;
    },
    tap: (tap) => {
      mood.tap = tap;
    },
    mend: () => void Object.assign(mood, calm),
    async close() {
      mood.refusing = true;
      proxy.cutOpen();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}

function* slicesOf(piece: Buffer, bytes: number): Generator<Buffer> {
  const step = bytes > 0 ? bytes : piece.length;
  for (let at = 0; at < piece.length; at += step) yield piece.subarray(at, at + step);
}

function addAll(set: Set<Direction>, directions: Direction[]): void {
  for (const direction of directions.length > 0 ? directions : (["up", "down"] as const)) set.add(direction);
}
