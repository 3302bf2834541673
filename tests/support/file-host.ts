// Files on a real HTTP server: the doors, the store and the scanner, and a tus client of raw requests.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import type { AttachmentView } from "../../lib/contract/attachments.ts";
import type { ErrorCode } from "../../lib/contract/error-status.ts";
import type { MessageView } from "../../lib/contract/messages.ts";
import { type Files, startFiles } from "../../server/boot/files.ts";
import { openSocketHost, type Person, type SocketHost } from "./socket-host.ts";
import { until } from "./until.ts";

export const EICAR = String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-` + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

export type FileHost = SocketHost & {
  files: Files;
  dataDir: string;
  /** One request to a door of files, as the page of `person` makes it. */
  ask(person: Person | null, method: string, path: string, more?: Ask): Promise<Response>;
  /** Uploads in one piece, and says that it is of a type if one is given. Gives the id, or the refusal's code. */
  upload(person: Person, threadId: string, bytes: Buffer | string, name?: string, type?: string): Promise<Uploaded>;
  /** Uploads and waits until it is judged. */
  uploadJudged(...upload: Parameters<FileHost["upload"]>): Promise<string>;
  sendFiles(person: Person, threadId: string, attachmentIds: string[], body?: string): Promise<MessageView>;
  row(attachmentId: string): ReturnType<SocketHost["slot"]["prisma"]["attachment"]["findUnique"]>;
  view(person: Person, messageId: string): Promise<AttachmentView[]>;
};

export type Ask = { headers?: Record<string, string | null>; body?: Buffer };
export type Uploaded = { id: string; code: ErrorCode | null };

export async function openFileHost(env: Record<string, string> = {}): Promise<FileHost> {
  const host = await openSocketHost({ env });
  const dataDir = mkdtempSync(join(tmpdir(), "confab-files-"));
  const files = await startFiles({ dataDir, scanEveryMs: 200 });
  host.doors.push(...files.doors);

  const ask: FileHost["ask"] = (person, method, path, { headers = {}, body } = {}) => {
    const all = new Headers({ "sec-fetch-site": "same-origin", "tus-resumable": "1.0.0" });
    if (method !== "GET" && method !== "HEAD") all.set("origin", host.origin);
    if (person) all.set("authorization", `Bearer ${host.tokenFor(person)}`);
    for (const [name, value] of Object.entries(headers)) {
      if (value === null) all.delete(name);
      else all.set(name, value);
    }
    return fetch(host.origin + path, {
      method,
      headers: all,
      redirect: "manual",
      ...(body ? { body: new Uint8Array(body) } : {}),
    });
  };

  const upload: FileHost["upload"] = async (person, threadId, given, name = "file.bin", type) => {
    const bytes = Buffer.from(given);
    const id = uuidv7();
    const begun = await ask(person, "POST", "/api/uploads", {
      headers: beginHeaders({ id, threadId, name, size: bytes.length, type }),
    });
    if (begun.status !== 201) return { id, code: await codeOf(begun) };
    const sent = await ask(person, "PATCH", `/api/uploads/${id}`, { headers: patchHeaders(0), body: bytes });
    return { id, code: sent.status === 204 ? null : await codeOf(sent) };
  };

  return {
    ...host,
    files,
    dataDir,
    ask,
    upload,
    async uploadJudged(...given) {
      const { id, code } = await upload(...given);
      if (code) throw new Error(`The upload was refused: ${code}`);
      await until(
        "the file is judged",
        async () => {
          const row = await host.slot.prisma.attachment.findUnique({ where: { id } });
          return row?.state !== "PENDING";
        },
        90_000,
      );
      return id;
    },
    async sendFiles(person, threadId, attachmentIds, body = "") {
      const { message } = await host.run(person, "message:send", { threadId, clientId: uuidv7(), body, attachmentIds });
      return message;
    },
    row: (id) => host.slot.prisma.attachment.findUnique({ where: { id } }),
    async view(person, messageId) {
      const { getMessage } = await import("../../lib/queries/get-message.ts");
      const { queryObject } = await import("../../lib/queries/query.ts");
      return (await queryObject(getMessage, { actor: person, raw: { messageId } })).attachments;
    },
    async close() {
      await files.stop();
      await host.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

type Begun = { id: string; threadId: string; name: string; size: number | string; type?: string | undefined };

export function beginHeaders(file: Begun) {
  const claimed = file.type ? { filetype: file.type } : {};
  const fields = { attachmentId: file.id, threadId: file.threadId, filename: file.name, ...claimed };
  const metadata = Object.entries(fields).map(([name, value]) => `${name} ${Buffer.from(value).toString("base64")}`);
  return { "upload-length": String(file.size), "upload-metadata": metadata.join(",") };
}

export const patchHeaders = (offset: number) => ({
  "upload-offset": String(offset),
  "content-type": "application/offset+octet-stream",
});

/** The code of a refusal. */
export async function codeOf(response: Response): Promise<ErrorCode> {
  const text = await response.text();
  return (JSON.parse(text) as { error: { code: ErrorCode } }).error.code;
}
