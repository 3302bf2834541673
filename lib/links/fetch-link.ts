import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { type Duplex, pipeline, type Readable } from "node:stream";
import { constants, createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { Network } from "./network.ts";

/** The link is not to be looked up, now or later: it leads where we do not go, or to nothing that can be shown. */
export class LinkRefused extends Error {
  constructor(why: string) {
    super(why);
    this.name = "LinkRefused";
  }
}

/** How much is read of an answer, in bytes after unpacking; `cut`: the beginning is enough, else more is a refusal. */
export type Limit = { bytes: number; cut: boolean };

export type Fetched = {
  /** Where the redirects led to. */
  url: URL;
  /** Without parameters, in lower case. */
  type: string;
  charset: string | null;
  body: Buffer;
};

type Options = {
  network: Network;
  /** How much of an answer of this type is wanted; null refuses it unread. */
  limitOf(type: string): Limit | null;
  /** Ends it all: names, redirects, a body that drips. */
  signal: AbortSignal;
};

const REDIRECTS_MAX = 4;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Reads a stranger's address without being led anywhere else than to the public web: a name is resolved once, every
 * address it has is judged, and the connection is made to those and no others; so is each redirect. No cookies, no
 * credentials, no keep-alive. @throws LinkRefused, and any other error where another try may go better.
 */
export async function fetchLink(link: string, options: Options): Promise<Fetched> {
  let url = new URL(link);
  for (let hops = 0; hops <= REDIRECTS_MAX; hops++) {
    const response = await ask(url, options);
    try {
      const { statusCode: status = 0, headers } = response;
      if (REDIRECTS.has(status) && headers.location !== undefined && URL.canParse(headers.location, url)) {
        url = new URL(headers.location, url);
        continue;
      }
      if (status >= 500 || status === 429) throw new Error(`The link's host answers ${status}.`);
      if (status < 200 || status > 299) throw new LinkRefused(`The link's host answers ${status}.`);
      return await read(response, url, options);
    } finally {
      response.destroy();
    }
  }
  throw new LinkRefused("The link is redirected too often.");
}

async function ask(url: URL, { network, signal }: Options): Promise<IncomingMessage> {
  const { protocol, hostname, username, password } = url;
  if (!/^https?:$/.test(protocol) || username !== "" || password !== "")
    throw new LinkRefused("The link is no plain address of the web.");
  const port = url.port === "" ? (protocol === "https:" ? 443 : 80) : Number(url.port);
  // A host that is a number in any spelling (decimal, octal, hexadecimal) is an address by now: URL has seen to that.
  const host = hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(host) ? [host] : await network.resolve(host);
  signal.throwIfAborted();
  // One bad address among good ones is a trap, not a mistake.
  if (addresses.length === 0 || !addresses.every((address) => network.allows(address, port)))
    throw new LinkRefused("The link does not lead to the public web.");
  return new Promise((resolve, reject) => {
    const request = protocol === "https:" ? requestHttps : requestHttp;
    request(
      {
        host,
        port,
        path: `${url.pathname}${url.search}`,
        headers: {
          host: url.host,
          "user-agent": "Mozilla/5.0 (compatible; Confab link preview)",
          accept: "text/html,application/xhtml+xml;q=0.9,image/*;q=0.8",
          "accept-encoding": "gzip, deflate, br",
          "accept-language": "en",
        },
        lookup: pinnedTo(addresses),
        agent: false,
        maxHeaderSize: 16_384,
        rejectUnauthorized: true,
        signal,
        ...(isIP(host) ? {} : { servername: host }),
      },
      resolve,
    )
      .on("error", reject)
      .end();
  });
}

/** Answers every question with the addresses that were judged: the name is not asked for again. */
function pinnedTo(addresses: readonly string[]): LookupFunction {
  const known = addresses
    .map((address) => ({ address, family: isIP(address) }))
    .sort((one, other) => one.family - other.family);
  return (_host, { all }, done) => {
    const [first] = known;
    if (all) done(null, known);
    else done(null, first?.address ?? "", first?.family);
  };
}

async function read(response: IncomingMessage, url: URL, { limitOf }: Options): Promise<Fetched> {
  const [type = "", ...parameters] = (response.headers["content-type"] ?? "").toLowerCase().split(";");
  const limit = limitOf(type.trim());
  if (!limit) throw new LinkRefused("The link leads to nothing that can be shown.");
  if (!limit.cut && Number(response.headers["content-length"] ?? 0) > limit.bytes)
    throw new LinkRefused("What the link leads to is too large.");
  const body = await readUpTo(unpacked(response), limit);
  const charset = /^\s*charset\s*=\s*"?([\w-]{1,40})/.exec(parameters.find((one) => /charset/.test(one)) ?? "")?.[1];
  return { url, type: type.trim(), charset: charset ?? null, body };
}

/** Counted after unpacking, and unpacked no further than it is read: a small answer may hold gigabytes. */
async function readUpTo(stream: Readable, { bytes, cut }: Limit): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let room = bytes;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, room));
    room -= chunk.length;
    if (room >= 0) continue;
    if (!cut) throw new LinkRefused("What the link leads to is too large.");
    break;
  }
  return Buffer.concat(chunks);
}

/** What is cut off in the middle is still worth its beginning. */
const FLUSH = { finishFlush: constants.Z_SYNC_FLUSH };
const UNPACKERS: Record<string, () => Duplex> = {
  gzip: () => createGunzip(FLUSH),
  "x-gzip": () => createGunzip(FLUSH),
  deflate: () => createInflate(FLUSH),
  br: () => createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
};

function unpacked(response: IncomingMessage): Readable {
  const encoding = (response.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  if (encoding === "identity" || encoding === "") return response;
  const unpacker = UNPACKERS[encoding];
  if (!unpacker) throw new LinkRefused("The link's host packs its answer in a way of its own.");
  return pipeline(response, unpacker(), () => undefined);
}
