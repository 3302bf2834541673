// What stands between a browser and the server, for the client engine run in Node: its socket goes through a TCP proxy
// that can be cut and adds the page's Origin; its fetch reaches the REST doors in this process.
import { connect, createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { commandDoors, type CommandName, queryDoors, type QueryName } from "../../lib/contract/doors.ts";
import { read, write } from "../../lib/http.ts";

type Handler = ReturnType<typeof read>;

const routes: { method: string; pattern: RegExp; names: string[]; handler: Handler }[] = [
  ...Object.entries(queryDoors).map(([name, door]) => routeOf(door, read(name as QueryName))),
  ...Object.entries(commandDoors).map(([name, door]) => routeOf(door, write(name as CommandName))),
];

function routeOf({ method, path }: { method: string; path: string }, handler: Handler) {
  const names = [...path.matchAll(/\[(\w+)\]/g)].map(([, name]) => name!);
  return { method, pattern: new RegExp(`^${path.replace(/\[\w+\]/g, "([^/]+)")}$`), names, handler };
}

export class BrowserNetwork {
  readonly #origin: string;
  readonly #pipes = new Set<Socket>();
  readonly #proxy: Server;
  /** While false nothing gets through, and what was open is cut. */
  isUp = true;

  private constructor(origin: string) {
    this.#origin = origin;
    this.#proxy = createServer((browser) => this.#join(browser));
  }

  static async open(origin: string): Promise<BrowserNetwork> {
    const network = new BrowserNetwork(origin);
    await new Promise<void>((resolve) => network.#proxy.listen(0, resolve));
    return network;
  }

  /** Where the page believes it comes from. */
  get url(): string {
    return `http://localhost:${(this.#proxy.address() as AddressInfo).port}`;
  }

  /** Cuts everything until `mend`. */
  cut(): void {
    this.isUp = false;
    for (const pipe of this.#pipes) pipe.destroy();
  }

  mend(): void {
    this.isUp = true;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#proxy.close(resolve));
  }

  /** Stands in for `fetch`: the REST doors, with the network's moods. */
  fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    const method = init.method ?? "GET";
    await this.#passage();
    for (const { pattern, names, handler, ...route } of routes) {
      const found = route.method === method ? pattern.exec(pathname) : null;
      if (!found) continue;
      const params = Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(found[at + 1]!)]));
      const headers = new Headers(init.headers);
      headers.set("origin", this.#origin);
      const { body } = init;
      const answer = await handler(new Request(this.#origin + pathname + search, { method, body, headers }), {
        params: Promise.resolve(params),
      });
      // The answer can be lost where the request was not.
      await this.#passage();
      return answer;
    }
    return new Response("no such route", { status: 404 });
  };

  async #passage(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (!this.isUp) throw new TypeError("fetch failed");
  }

  #join(browser: Socket): void {
    browser.on("error", () => undefined);
    if (!this.isUp) return void browser.destroy();
    const server = connect(Number(new URL(this.#origin).port), "127.0.0.1");
    server.on("error", () => undefined);
    for (const pipe of [browser, server]) {
      this.#pipes.add(pipe);
      pipe.on("close", () => {
        this.#pipes.delete(pipe);
        browser.destroy();
        server.destroy();
      });
    }
    browser.once("data", (head: Buffer) => {
      const { host } = new URL(this.#origin);
      const text = head.toString("latin1");
      const asBrowser = text.replace(/\r\nHost: [^\r]*/i, `\r\nHost: ${host}\r\nOrigin: ${this.#origin}`);
      server.write(Buffer.from(asBrowser, "latin1"));
      browser.pipe(server);
    });
    server.pipe(browser);
  }
}
