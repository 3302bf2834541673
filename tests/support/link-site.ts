// A site of strangers: a real HTTP server on this machine that counts who came, for tests of what links lead to.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import sharp from "sharp";

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

export type LinkSite = {
  port: number;
  /** Such as http://127.0.0.1:4123, without a slash. */
  origin: string;
  /** The paths that were asked for, in order. */
  asked: string[];
  requests: IncomingMessage[];
  on(path: string, answer: Answer): void;
  /** A page with a title, and whatever more its head has. */
  page(path: string, title: string, head?: string): void;
  picture(path: string, width?: number, height?: number): Promise<void>;
  close(): Promise<void>;
};

/** The two ends of each channel. */
const SUNSET = [
  [11, 244],
  [61, 162],
  [98, 89],
] as const;

export async function openLinkSite(port = 0): Promise<LinkSite> {
  const answers = new Map<string, Answer>();
  const asked: string[] = [];
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    asked.push(path);
    requests.push(request);
    const answer = answers.get(path);
    if (answer) answer(request, response);
    else response.writeHead(404, { "content-type": "text/html" }).end("<title>Not here</title>");
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const bound = (server.address() as AddressInfo).port;
  const site: LinkSite = {
    port: bound,
    origin: `http://127.0.0.1:${bound}`,
    asked,
    requests,
    on: (path, answer) => void answers.set(path, answer),
    page(path, title, head = "") {
      const html = `<!doctype html><html><head><title>${title}</title>${head}</head><body>words</body></html>`;
      site.on(path, (_, response) =>
        response.writeHead(200, { "content-type": "text/html; charset=utf-8", "set-cookie": "a=b" }).end(html),
      );
    },
    async picture(path, width = 640, height = 360) {
      // By its pixels: who looks links up shuts sharp's way with SVG for the whole process.
      const pixels = Buffer.alloc(width * height * 3);
      for (let at = 0; at < width * height; at++) {
        const share = ((at % width) / width + Math.floor(at / width) / height) / 2;
        for (const [channel, [from, to]] of SUNSET.entries()) pixels[at * 3 + channel] = from + (to - from) * share;
      }
      const png = await sharp(pixels, { raw: { width, height, channels: 3 } })
        .png()
        .withExif({ IFD0: { Artist: "A secret painter" } })
        .toBuffer();
      site.on(path, (_, response) => response.writeHead(200, { "content-type": "image/png" }).end(png));
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return site;
}
