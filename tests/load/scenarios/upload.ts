// S18: files through the door of resumable uploads, against writing the same bytes to disk over HTTP; and how soon an
// uploaded file can be had.
import { Agent, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { UPLOADS_PATH } from "../../../lib/contract/attachment-paths.ts";
import type { BenchContext } from "../bench-context.ts";
import { portOf } from "../bench-context.ts";
import { makeRooms, signIn } from "../cast.ts";
import type { CpuMeter } from "../cpu.ts";
import { atMost } from "../effort.ts";
import { figureOf, quantile } from "../figures.ts";
import { compare, type Side } from "../paired.ts";
import { cpuResult, quartiles, resultOf, type ScenarioResult } from "../result.ts";
import type { Room } from "../room-load.ts";
import { startSubject, type Subject } from "../subject.ts";

const MB = 1024 * 1024;
const FILE = Buffer.alloc(8 * MB, "What stands in this file is as long as it is dull.\n");
const SMALL = FILE.subarray(0, 64 * 1024);
const FILES_TO_CLEAN = 30;
const PATIENCE_MS = 30_000;

export async function uploading(context: BenchContext): Promise<ScenarioResult[]> {
  const databaseUrl = await context.postgres.create();
  const [made] = (await makeRooms(databaseUrl, { count: 1, size: 1 })) as [Room];
  const subject = await startSubject({
    databaseUrl,
    port: portOf("uploads"),
    postmaster: context.postgres.pid,
    env: { UPLOAD_QUOTA_MB: "1000000" },
  });
  const floor = await context.floor("F7");
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    const [room] = signIn([made], subject.keys, subject.origin) as [Room];
    const upload = uploader(subject, { room, agent });
    const write = () => send({ port: floor.port, agent, method: "PUT", path: "/", body: FILE });
    const compared = await compare(
      side(async () => void (await upload(FILE)), subject.meter),
      side(async () => void (await write()), floor.meter),
      { pairs: 10, sliceMs: 1_000, judge: "rate" },
    );
    const { rate, subjectRate, floorRate, noisy } = compared;
    const times = await timesToClean(upload, database);
    return [
      resultOf("S18-rate", {
        metric: "upload by tus, 8 MB a file, one at a time: throughput",
        value: subjectRate,
        unit: "MB/s",
        ratio: rate.median,
        floor: "F7",
        spread: rate.spread,
        noisy,
        note: `F7 ${floorRate.toFixed(0)} MB/s; quartiles ${quartiles(rate)}`,
      }),
      cpuResult("S18-cpu", { metric: "the same: CPU a MB, with the scan of each file", floor: "F7" }, compared),
      resultOf("S18-clean", {
        metric: "from the last byte of 64 KB until the file is found clean: p95",
        value: quantile(times, 0.95),
        unit: "ms",
        ratio: null,
        floor: "",
        note: `median ${figureOf(times).median.toFixed(0)} ms; the built-in scanner`,
      }),
    ];
  } finally {
    agent.destroy();
    await database.end();
    await subject.stop();
  }
}

type Upload = (bytes: Buffer) => Promise<string>;

/** Uploads as a page does: one request that begins, one with the bytes. Gives the file's id. */
function uploader(subject: Subject, { room, agent }: { room: Room; agent: Agent }): Upload {
  const common = {
    authorization: `Bearer ${room.members[0]?.token}`,
    origin: subject.origin,
    "sec-fetch-site": "same-origin",
    "tus-resumable": "1.0.0",
  };
  const encode = (text: string) => Buffer.from(text).toString("base64");
  return async (bytes) => {
    const id = uuidv7();
    const about = { attachmentId: id, threadId: room.threadId, filename: "dull.txt" };
    const metadata = Object.entries(about).map(([name, value]) => `${name} ${encode(value)}`);
    const target = { port: subject.port, agent };
    const begin = { ...common, "upload-length": String(bytes.length), "upload-metadata": metadata.join(",") };
    await send({ ...target, method: "POST", path: UPLOADS_PATH, headers: begin });
    const headers = { ...common, "upload-offset": "0", "content-type": "application/offset+octet-stream" };
    await send({ ...target, method: "PATCH", path: `${UPLOADS_PATH}/${id}`, headers, body: bytes });
    return id;
  };
}

/** Files one after the other for so long; what counts is the megabyte. */
function side(work: () => Promise<void>, meter: CpuMeter): Side {
  return {
    async slice(ms) {
      const used = meter.start();
      const own = process.cpuUsage();
      const started = performance.now();
      let operations = 0;
      while (performance.now() - started < ms) {
        await work();
        operations += FILE.length / MB;
      }
      const wallUs = (performance.now() - started) * 1_000;
      const { user, system } = process.cpuUsage(own);
      return { operations, cpuUs: used(), wallUs, generator: (user + system) / wallUs };
    },
  };
}

async function timesToClean(upload: Upload, database: pg.Client): Promise<number[]> {
  const times: number[] = [];
  for (let count = 0; count < atMost(FILES_TO_CLEAN); count++) {
    const id = await upload(SMALL);
    const ended = performance.now();
    for (let state = ""; state !== "CLEAN"; ) {
      const { rows } = await database.query<{ state: string }>(`SELECT state FROM "Attachment" WHERE id = $1`, [id]);
      state = rows[0]?.state ?? "";
      if (performance.now() - ended > PATIENCE_MS) throw new Error(`A file is ${state} after ${PATIENCE_MS} ms.`);
      if (state !== "CLEAN") await wait(2);
    }
    times.push(performance.now() - ended);
  }
  return times;
}

type Sent = {
  port: number;
  agent: Agent;
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: Buffer;
};

function send({ port, agent, method, path, headers = {}, body }: Sent): Promise<void> {
  return new Promise((resolve, reject) => {
    const length = { "content-length": String(body?.length ?? 0) };
    const sending = request({ host: "localhost", port, agent, method, path, headers: { ...headers, ...length } });
    sending.on("error", reject).on("response", (response) => {
      const { statusCode = 0 } = response;
      response.resume().on("end", () => {
        if (statusCode >= 200 && statusCode < 300) resolve();
        else reject(new Error(`${method} ${path}: ${statusCode}`));
      });
    });
    sending.end(body);
  });
}
