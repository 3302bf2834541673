import pino, { type Logger as PinoLogger } from "pino";

export type Logger = PinoLogger;

/** Names of fields that never reach a log, wherever they stand in the first three levels of a line. */
const SECRET_FIELDS = [
  "authorization",
  "cookie",
  "set-cookie",
  "token",
  "password",
  "secret",
  "body",
  "plain",
  "email",
  "DATABASE_URL",
  "REDIS_URL",
  "CLERK_SECRET_KEY",
] as const;

const redactPaths = SECRET_FIELDS.flatMap((field) => {
  const name = /^\w+$/.test(field) ? field : `["${field}"]`;
  const after = (prefix: string) => (name.startsWith("[") ? `${prefix}${name}` : `${prefix}.${name}`);
  return [name, after("*"), after("*.*")];
});

/**
 * The process's log: JSON lines, or where `pretty`, short coloured lines for people. Secrets, message bodies
 * and e-mail addresses are replaced wherever a line carries them.
 */
export function createLog({
  level,
  pretty,
  write,
}: {
  level: string;
  pretty: boolean;
  /** Where lines go; standard output unless told. */
  write?: (line: string) => void;
}): Logger {
  const out = write ?? ((line: string) => void process.stdout.write(line));
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: redactPaths, censor: "[hidden]" },
      serializers: { err: pino.stdSerializers.err },
    },
    { write: pretty ? (line: string) => out(forPeople(line)) : out },
  );
}

const LEVEL_NAMES: Record<number, string> = {
  10: "\x1b[90mtrace\x1b[0m",
  20: "\x1b[90mdebug\x1b[0m",
  30: "\x1b[36minfo\x1b[0m",
  40: "\x1b[33mwarn\x1b[0m",
  50: "\x1b[31merror\x1b[0m",
  60: "\x1b[41mfatal\x1b[0m",
};

/** One JSON line of pino as a line for a terminal; an error's stack follows indented. */
function forPeople(line: string): string {
  const { level, time, msg, err, requestId, ...rest } = JSON.parse(line) as Record<string, unknown> & {
    level: number;
    time: string;
    msg?: string;
    err?: { stack?: string };
  };
  const extra = Object.entries(rest).map(
    ([key, value]) => `${key}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  if (typeof requestId === "string") extra.push(`request=${requestId.slice(-8)}`);
  const head = [`\x1b[90m${time.slice(11, 19)}\x1b[0m`, LEVEL_NAMES[level] ?? String(level), msg ?? "", ...extra];
  return `${head.join(" ")}\n${err?.stack ? `${err.stack.replace(/^/gm, "    ")}\n` : ""}`;
}
