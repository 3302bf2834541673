import { existsSync } from "node:fs";
import { join } from "node:path";
import { loadEnvFile } from "node:process";

/** Takes `.env.local` and `.env` of the checkout into the environment; what is set already wins, then `.env.local`. */
export function loadEnvFiles(root: string): void {
  for (const name of [".env.local", ".env"]) {
    const file = join(root, name);
    if (existsSync(file)) loadEnvFile(file);
  }
}
