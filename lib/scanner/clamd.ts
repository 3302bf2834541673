import { connect, type Socket } from "node:net";
import type { Scanned, Scanner, Verdict } from "../scanner.ts";

/** How long clamd may be silent while it is sent to, and how long it may think about the whole, in ms. */
const TIMES = { silenceMs: 30_000, thinkingMs: 120_000 };
/** An answer of clamd is a line; more is none. */
const ANSWER_MAX = 4_096;
const CHUNK_MAX = 1024 * 1024;

/**
 * clamd over its own protocol: INSTREAM sends a file in counted chunks, so that clamd needs no access to the store.
 * `address`: the path of its socket, or host:port.
 */
export function createClamd(address: string, { silenceMs, thinkingMs } = TIMES): Scanner {
  const dial = () => connectTo(address);
  return {
    kind: "clamd",
    async version() {
      const answer = await converse(dial(), { silenceMs, thinkingMs: silenceMs }, async (say) => say("zVERSION\0"));
      if (!/^[\x20-\x7e]+$/.test(answer)) throw new Error("clamd says a version that is none.");
      return answer;
    },
    async scan(file) {
      return verdictOf(await converse(dial(), { silenceMs, thinkingMs }, (say) => sendFile(say, file)));
    },
  };
}

function connectTo(address: string): Socket {
  if (address.startsWith("/")) return connect({ path: address });
  const colon = address.lastIndexOf(":");
  const host = address.slice(0, colon).replace(/^\[|\]$/g, "");
  return connect({ host, port: Number(address.slice(colon + 1)) });
}

type Say = (bytes: string | Buffer) => Promise<void>;

async function sendFile(say: Say, file: Scanned): Promise<void> {
  await say("zINSTREAM\0");
  for await (const chunk of await file.stream()) {
    const bytes = chunk as Buffer;
    for (let at = 0; at < bytes.length; at += CHUNK_MAX) {
      const part = bytes.subarray(at, at + CHUNK_MAX);
      await say(lengthOf(part));
      await say(part);
    }
  }
  await say(Buffer.alloc(4));
}

function lengthOf(part: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(part.length);
  return length;
}

/**
 * Says something to clamd and gives its one answer. clamd may answer, and hang up, before it has heard everything (a
 * stream over its limit): then the answer counts and not the broken pipe.
 */
async function converse(
  socket: Socket,
  { silenceMs, thinkingMs }: typeof TIMES,
  speak: (say: Say) => Promise<void>,
): Promise<string> {
  let heard = "";
  const answered = new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => socket.destroy(new Error("clamd did not answer in time.")), thinkingMs + silenceMs);
    socket.setTimeout(silenceMs, () => {
      // Silence while it thinks is no fault; only `late` ends that.
      if (socket.writableLength > 0 || socket.connecting) socket.destroy(new Error("clamd does not listen."));
    });
    socket.setEncoding("latin1").on("data", (text: string) => {
      heard += text;
      if (heard.includes("\0")) resolve(heard.slice(0, heard.indexOf("\0")));
      else if (heard.length > ANSWER_MAX) socket.destroy(new Error("clamd talks without end."));
    });
    socket.once("error", reject);
    socket.once("close", () => {
      clearTimeout(late);
      reject(new Error("clamd hung up without an answer."));
    });
  });
  answered.catch(() => undefined);
  const say: Say = (bytes) =>
    new Promise((resolve, reject) => {
      socket.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  try {
    const spoken = speak(say).catch(async (error: unknown) => {
      // What it said before the line broke, if it said something.
      await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, 500))]).catch(() => undefined);
      throw error;
    });
    return await Promise.race([answered, spoken.then(() => answered)]);
  } finally {
    socket.destroy();
  }
}

/** clamd's answer to INSTREAM. Anything that is not plainly a verdict throws: unknown is not clean. */
function verdictOf(answer: string): Verdict {
  if (answer === "stream: OK") return { is: "clean" };
  const found = /^stream: (.+) FOUND$/.exec(answer)?.[1];
  if (found) return { is: "infected", signature: found.slice(0, 200) };
  if (answer.startsWith("INSTREAM size limit exceeded")) return { is: "refused", problem: "size" };
  throw new Error(`clamd could not scan: ${answer.slice(0, 200)}`);
}
