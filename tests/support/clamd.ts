// A real clamd with a database of two signatures, on a socket of its own; and the samples that ClamAV tests itself with.
import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClamd } from "../../lib/scanner/clamd.ts";
import { EICAR } from "./file-host.ts";
import { until } from "./until.ts";

const SAMPLES = "/usr/share/clamav-testfiles";

export type TestClamd = { address: string; stop(): Promise<void> };

/** `signatures`: lines of a .hdb file, `md5:size:name`. */
export async function startClamd(signatures = defaultSignatures()): Promise<TestClamd> {
  const dir = mkdtempSync(join(tmpdir(), "confab-clamd-"));
  chmodSync(dir, 0o755);
  const address = join(dir, "clamd.sock");
  writeFileSync(join(dir, "tests.hdb"), `${signatures.join("\n")}\n`);
  const config = [
    `LocalSocket ${address}`,
    `DatabaseDirectory ${dir}`,
    `TemporaryDirectory ${dir}`,
    "Foreground yes",
    "StreamMaxLength 5M",
    "DetectPUA no",
  ];
  writeFileSync(join(dir, "clamd.conf"), `${config.join("\n")}\n`);
  const child: ChildProcess = spawn("clamd", ["--config-file", join(dir, "clamd.conf")], { stdio: "ignore" });
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  try {
    await until("clamd listens", async () => {
      if (child.exitCode !== null) throw new Error("clamd ended.");
      return (
        (await createClamd(address)
          .version()
          .catch(() => null)) !== null
      );
    });
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
  return {
    address,
    async stop() {
      child.kill("SIGKILL");
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function defaultSignatures(): string[] {
  return [
    signatureOf(Buffer.from(EICAR), "Eicar-Test-Signature"),
    signatureOf(readSample("clam.exe"), "ClamAV-Test-File"),
  ];
}

/** The signature of these bytes. */
export function signatureOf(bytes: Buffer, name: string): string {
  return `${createHash("md5").update(bytes).digest("hex")}:${bytes.length}:${name}`;
}

/** ClamAV's own samples: one harmless program in every container and packer it knows. */
export const sampleNames = (): string[] => readdirSync(SAMPLES).sort();
export const readSample = (name: string): Buffer => readFileSync(join(SAMPLES, name));
