// What a stranger's server can do to whoever looks its links up: a real server, really asked.
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { lookUpLink } from "../../../lib/links/look-up-link.ts";
import { type Network, publicNetwork } from "../../../lib/links/network.ts";
import { type LinkSite, openLinkSite } from "../../support/link-site.ts";

vi.setConfig({ testTimeout: 60_000 });

let site: LinkSite;
/** Inside: nobody who follows a stranger's link may come here. */
let canary: LinkSite;
let network: Network;

beforeAll(async () => {
  [site, canary] = [await openLinkSite(), await openLinkSite()];
  canary.page("/", "inside");
  network = publicNetwork([`127.0.0.1:${site.port}`]);
});
beforeEach(() => {
  site.asked.length = 0;
  site.requests.length = 0;
  canary.asked.length = 0;
});
afterAll(() => Promise.all([site.close(), canary.close()]));

const lookUp = (path: string, more: Partial<Network> = {}, timeMs?: number) =>
  lookUpLink(path.startsWith("/") ? site.origin + path : path, {
    network: { ...network, ...more },
    ...(timeMs === undefined ? {} : { timeMs }),
  });
const html = (text: string, more = {}) => ({
  "content-type": "text/html",
  "content-length": String(Buffer.byteLength(text)),
  ...more,
});

describe("a page", () => {
  test("gives its words and its picture, encoded anew, and is told nothing about who asks", async () => {
    site.page(
      "/a",
      "A page",
      `<meta property="og:description" content="Words"><meta property="og:image" content="pic.png">`,
    );
    await site.picture("/pic.png", 1_600, 900);
    const found = await lookUp("/a");
    expect(found).toMatchObject({ title: "A page", description: "Words", siteName: "127.0.0.1" });
    expect(found?.picture).toMatchObject({ width: 1_600, height: 900 });
    const { format, width, exif } = await sharp(found?.picture?.webp).metadata();
    expect({ format, width, exif }).toEqual({ format: "webp", width: 800, exif: undefined });
    expect(site.asked).toEqual(["/a", "/pic.png"]);
    for (const { headers } of site.requests) {
      expect(headers).not.toHaveProperty("cookie");
      expect(headers).not.toHaveProperty("authorization");
      expect(headers).not.toHaveProperty("referer");
    }
  });

  test("may be a picture itself, and may have one that is none", async () => {
    await site.picture("/just.png", 300, 200);
    expect(await lookUp("/just.png")).toMatchObject({ title: null, picture: { width: 300, height: 200 } });
    site.on("/svg", (_, response) =>
      response
        .writeHead(200, { "content-type": "image/svg+xml" })
        .end(`<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"/>`),
    );
    await site.picture("/pixel.png", 2, 2);
    expect(await lookUp("/svg")).toBeNull();
    for (const image of [
      "/svg",
      "/pixel.png",
      "/missing.png",
      "javascript:alert(1)",
      `${canary.origin}/`,
      "file:///etc/passwd",
    ]) {
      site.page("/b", "B", `<meta property="og:image" content="${image}">`);
      expect([image, await lookUp("/b")]).toEqual([
        image,
        { title: "B", description: null, siteName: "127.0.0.1", picture: null },
      ]);
    }
    expect(canary.asked).toEqual([]);
  });

  test("is unpacked from what servers pack with, and refused in what they invent", async () => {
    const page = "<title>packed</title>";
    for (const [encoding, bytes] of [
      ["gzip", gzipSync(page)],
      ["br", brotliCompressSync(page)],
      ["deflate", deflateSync(page)],
    ] as const) {
      site.on("/packed", (_, response) =>
        response.writeHead(200, { "content-type": "text/html", "content-encoding": encoding }).end(bytes),
      );
      expect([encoding, (await lookUp("/packed"))?.title]).toEqual([encoding, "packed"]);
    }
    site.on("/packed", (_, response) =>
      response.writeHead(200, html(page, { "content-encoding": "zip, gzip" })).end(page),
    );
    expect(await lookUp("/packed")).toBeNull();
  });

  test("of another kind, or that is not there, shows nothing; one that is away is asked again", async () => {
    for (const type of ["application/pdf", "application/json", "text/plain", "video/mp4", ""]) {
      site.on("/kind", (_, response) => response.writeHead(200, { "content-type": type }).end("<title>x</title>"));
      expect([type, await lookUp("/kind")]).toEqual([type, null]);
    }
    expect(await lookUp("/no-such-page")).toBeNull();
    site.on("/untitled", (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>words"));
    expect(await lookUp("/untitled")).toBeNull();
    for (const status of [500, 503, 429]) {
      site.on("/away", (_, response) =>
        response.writeHead(status, { "content-type": "text/html" }).end("<title>x</title>"),
      );
      await expect(lookUp("/away")).rejects.toThrow(String(status));
    }
    site.on("/cut", (_, response) => response.socket?.destroy());
    await expect(lookUp("/cut")).rejects.toThrow();
  });
});

describe("a link that leads inside", () => {
  test("is not followed, in whatever spelling, and nobody is asked", async () => {
    const { port } = canary;
    const hosts = `127.0.0.1 localhost 2130706433 0x7f000001 0177.0.0.1 127.1 0x7f.1 [::1] [::ffff:127.0.0.1] [::ffff:7f00:1]
      [::127.0.0.1] [64:ff9b::7f00:1] 0.0.0.0 0 [::] 127.0.0.1. 169.254.169.254 [fd00:ec2::254] 10.0.0.1 192.168.1.1 100.64.0.1`;
    for (const host of hosts.split(/\s+/)) {
      expect([host, await lookUp(`http://${host}:${port}/`)]).toEqual([host, null]);
      expect([host, await lookUp(`http://${host}/`, {}, 3_000).catch(() => "tried")]).toEqual([host, null]);
    }
    for (const link of [
      `ftp://127.0.0.1:${site.port}/`,
      "file:///etc/passwd",
      "data:text/html,<title>x</title>",
      `http://a:b@127.0.0.1:${site.port}/`,
    ])
      expect([link, await lookUp(link)]).toEqual([link, null]);
    expect([canary.asked, site.asked]).toEqual([[], []]);
  });

  test("by a name is not followed: not if one of its addresses is inside, nor if it changes between question and connection", async () => {
    const named = (addresses: string[][]) => {
      const answers = [...addresses];
      let questions = 0;
      const resolve = async () => {
        questions += 1;
        return answers.shift() ?? ["127.0.0.1"];
      };
      return { resolve, questions: () => questions };
    };
    const link = `http://rebind.example:${canary.port}/`;
    for (const addresses of [["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::1"], ["169.254.169.254"], []])
      expect(await lookUp(link, named([addresses]))).toBeNull();
    // The first answer is good, every later one is not: there is only one question.
    const rebinding = named([["127.0.0.1"], ["10.0.0.1"]]);
    site.page("/", "once");
    expect(await lookUp(`http://rebind.example:${site.port}/`, rebinding)).toMatchObject({
      title: "once",
      siteName: "rebind.example",
    });
    expect(rebinding.questions()).toBe(1);
    expect(site.requests.map(({ headers }) => headers.host)).toEqual([`rebind.example:${site.port}`]);
    expect(canary.asked).toEqual([]);
  });

  test("by a redirect is not followed either, and redirects come to an end", async () => {
    for (const target of [
      `${canary.origin}/`,
      `//127.0.0.1:${canary.port}/`,
      `http://localhost:${canary.port}/`,
      "http://169.254.169.254/latest/meta-data/",
      "file:///etc/passwd",
      "gopher://127.0.0.1:70/",
      `http://user:secret@127.0.0.1:${site.port}/a`,
    ]) {
      site.on("/moved", (_, response) => response.writeHead(302, { location: target }).end());
      expect([target, await lookUp("/moved")]).toEqual([target, null]);
    }
    expect(canary.asked).toEqual([]);
    site.page("/end", "The end");
    for (const [n, status] of [301, 302, 303, 307, 308].entries())
      site.on(`/hop${n}`, (_, response) =>
        response.writeHead(status, { location: n === 4 ? "/end" : `hop${n + 1}` }).end(),
      );
    expect(await lookUp("/hop1")).toMatchObject({ title: "The end" });
    expect(await lookUp("/hop0")).toBeNull();
    site.on("/loop", (_, response) => response.writeHead(302, { location: "/loop" }).end());
    expect(await lookUp("/loop")).toBeNull();
    site.on("/nowhere", (_, response) => response.writeHead(302, { location: "http://[" }).end());
    expect(await lookUp("/nowhere")).toBeNull();
  });
});

describe("a server that wants to keep us", () => {
  test("large pages are read as far as their head, and bombs no further", async () => {
    let sent = 0;
    site.on("/large", (_, response) => {
      response.writeHead(200, { "content-type": "text/html" });
      response.write("<title>Large</title>");
      const more = () => {
        while (sent < 10_000_000 && response.write("x".repeat(64 * 1024))) sent += 64 * 1024;
        if (sent < 10_000_000 && !response.destroyed) response.once("drain", more);
        else response.end();
      };
      more();
    });
    expect(await lookUp("/large")).toMatchObject({ title: "Large" });
    // What was on its way between the two when we left included.
    expect(sent).toBeLessThan(8_000_000);
    const bomb = gzipSync(Buffer.concat([Buffer.from("<title>Bomb</title>"), Buffer.alloc(200_000_000)]));
    site.on("/bomb", (_, response) =>
      response.writeHead(200, { "content-type": "text/html", "content-encoding": "gzip" }).end(bomb),
    );
    const before = process.memoryUsage().arrayBuffers;
    expect(await lookUp("/bomb")).toMatchObject({ title: "Bomb" });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000);
    // A picture is wanted whole or not at all.
    const tooLarge = Buffer.alloc(6 * 1024 * 1024);
    for (const headers of [{ "content-length": String(tooLarge.length) }, {}]) {
      site.on("/huge.png", (_, response) =>
        response.writeHead(200, { "content-type": "image/png", ...headers }).end(tooLarge),
      );
      expect(await lookUp("/huge.png")).toBeNull();
    }
  });

  test("slow ones are left: no answer, a head that drips, a body that drips, redirects that take their time", async () => {
    const dripping = new Set<NodeJS.Timeout>();
    const drip = (response: { write(text: string): unknown; destroyed: boolean }) => {
      const timer = setInterval(() => response.write("x"), 50);
      dripping.add(timer);
    };
    site.on("/silent", () => undefined);
    site.on("/drip", (_, response) => {
      response.writeHead(200, { "content-type": "text/html" });
      drip(response);
    });
    site.on("/slow-head", (_, response) => {
      response.socket?.write("HTTP/1.1 200 OK\r\nx-a: ");
      drip(response.socket as never);
    });
    site.on("/late", (_, response) => void setTimeout(() => response.writeHead(302, { location: "/late" }).end(), 300));
    for (const path of ["/silent", "/drip", "/slow-head", "/late"])
      await expect(lookUp(path, {}, 800), path).rejects.toThrow();
    for (const timer of dripping) clearInterval(timer);
  });

  test("no name that takes for ever is waited for", async () => {
    const resolve = () => new Promise<string[]>((done) => setTimeout(() => done(["127.0.0.1"]), 1_500));
    await expect(lookUp(`http://slow.example:${site.port}/`, { resolve }, 500)).rejects.toThrow();
    expect(site.asked).toEqual([]);
  });
});
