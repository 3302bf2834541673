import { createServer, type IncomingMessage, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import type { ServerEvent } from "../../../lib/contract/events.ts";
import type { SyncInput } from "../../../lib/contract/sync.ts";
import { ADA, type ModelServer } from "./model-server.ts";

type Answer = { ok: true; data: unknown } | { ok: false; error: { code: string; message: string } };
type Sending = { threadId: string; clientId: string; body: string };

/** Puts a ModelServer behind real doors: Socket.IO and REST on one port. */
export class ModelHost {
  readonly requests: string[] = [];
  readonly tokens: unknown[] = [];
  readonly renewed: string[] = [];
  readonly said: [string, unknown][] = [];
  boot = "first";
  origin = "";
  /** Publishes nothing while false: the events are lost. */
  isLive = true;
  acceptsSockets = true;
  /** A sync is too much for a frame of the socket. */
  isTooMuch = false;
  readonly model: ModelServer;
  readonly #http: HttpServer;
  readonly #io: Server;

  constructor(model: ModelServer) {
    this.model = model;
    this.#http = createServer((request, response) => {
      void this.#rest(request).then(({ status, body }) => {
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      });
    });
    this.#io = new Server(this.#http, {
      transports: ["websocket"],
      allowRequest: (_request, decide) => decide(null, this.acceptsSockets),
    });
    this.#io.on("connection", (socket) => {
      this.tokens.push(socket.handshake.auth.token);
      const { user, threads } = this.model.heads();
      socket.emit("ready", { userHead: user, heads: threads, serverTime: "", protocol: 1, boot: this.boot });
      socket.on("message:send", (input: Sending, ack: (answer: Answer) => void) => ack(this.#send(input, "socket")));
      socket.on("thread:read", (input: { threadId: string; upToSeq: number }, ack: (answer: Answer) => void) => {
        this.requests.push("socket thread:read");
        this.publish(this.model.read(input.threadId, input.upToSeq));
        ack({ ok: true, data: this.model.entry(input.threadId) });
      });
      socket.on("sync", (input: SyncInput, ack: (answer: Answer) => void) => {
        this.requests.push("socket sync");
        if (this.isTooMuch) ack({ ok: false, error: { code: "TOO_LARGE", message: "" } });
        else ack({ ok: true, data: this.model.sync(input) });
      });
      socket.on("heads:ask", () => {
        const now = this.model.heads();
        this.said.push(["heads:ask", {}]);
        socket.emit("heads", { user: now.user, threads: now.threads });
      });
      socket.on("auth:renew", ({ token }: { token: string }) => this.renewed.push(token));
      for (const name of ["looking", "typing", "presence:watch"]) {
        socket.on(name, (what: unknown) => this.said.push([name, what]));
      }
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#http.listen(0, resolve));
    this.origin = `http://localhost:${(this.#http.address() as AddressInfo).port}`;
    return this.origin;
  }

  async close(): Promise<void> {
    await this.#io.close();
  }

  publish(events: ServerEvent[]): void {
    if (this.isLive) this.#io.emit("events", events);
  }

  say(name: string, what: unknown): void {
    this.#io.emit(name, what);
  }

  /** Cuts every socket, as a dying network does. */
  cut(): void {
    for (const socket of this.#io.sockets.sockets.values()) socket.conn.close();
  }

  #send({ threadId, clientId, body }: Sending, door: string): Answer {
    this.requests.push(`${door} message:send ${body}`);
    const known = this.model.get(threadId).messages.find((message) => message.clientId === clientId);
    if (!known) this.publish(this.model.send(threadId, { authorId: ADA, clientId, body }));
    const message = this.model.get(threadId).messages.find((found) => found.clientId === clientId);
    return { ok: true, data: { message, replayed: known !== undefined } };
  }

  async #rest(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const input = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
    const url = new URL(request.url!, "http://localhost");
    const [, , noun, id, what] = url.pathname.split("/");
    this.requests.push(`${request.method} ${url.pathname}${url.search}`);
    const number = (name: string) => (url.searchParams.has(name) ? Number(url.searchParams.get(name)) : undefined);
    const ok = (data: unknown) => ({ status: 200, body: { ok: true, data } });
    if (noun === "sync") return ok(this.model.sync(input as SyncInput));
    if (noun === "home") return ok(this.model.home());
    if (noun === "emoji") return ok({ emoji: this.model.home().emoji });
    if (noun === "groups") return ok({ groups: this.model.home().groups });
    if (noun === "threads" && id && request.method === "GET") {
      if (!this.model.threads.has(id))
        return { status: 404, body: { ok: false, error: { code: "NOT_FOUND", message: "" } } };
      if (what === undefined) return ok(this.model.details(id));
      if (what === "participants") return ok(this.model.participants(id));
      if (what === "receipts") return ok({ receipts: [] });
      const place = { before: number("before"), after: number("after"), around: number("around") };
      return ok(this.model.page(id, place, 50));
    }
    if (noun === "threads" && what === "messages")
      return ok((this.#send({ threadId: id, ...input }, "rest") as { data: unknown }).data);
    return ok({ people: [], nextAfter: null });
  }
}
