// What `npm test` needs from the machine beside the npm packages.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const wanted = [
  { debian: "chromium", isHere: () => existsSync(process.env.CHROMIUM_PATH ?? "/usr/bin/chromium") },
  { debian: "redis-server", isHere: () => hasProgram("redis-server") },
  { debian: "clamav-daemon", isHere: () => hasProgram("clamd") },
  { debian: "clamav-testfiles", isHere: () => existsSync("/usr/share/clamav-testfiles/clam.exe") },
  // Without it, every emoji in a screenshot is a box.
  { debian: "fonts-noto-color-emoji", isHere: () => existsSync("/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf") },
];

/** Installs what is missing when we are root on Debian, else throws with the exact command. */
export function prepareMachine(): void {
  const missing = wanted.filter(({ isHere }) => !isHere()).map(({ debian }) => debian);
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(" ")}`;
  if (process.getuid?.() !== 0 || !hasProgram("apt-get")) {
    throw new Error(`The tests need ${missing.join(", ")}. On Debian: sudo ${command}`);
  }
  console.log(`Installing ${missing.join(", ")} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const run = (args: string[]) => spawnSync("apt-get", args, { stdio: ["ignore", "inherit", "inherit"], env }).status;
  const install = command.split(" ").slice(1);
  if (run(install) !== 0 && (run(["update"]) !== 0 || run(install) !== 0)) {
    throw new Error(`Could not install them; try: apt-get update && ${command}`);
  }
}

function hasProgram(name: string): boolean {
  return spawnSync("/bin/sh", ["-c", `command -v ${name}`], { stdio: "ignore" }).status === 0;
}
