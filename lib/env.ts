import { isIP } from "node:net";
import { z } from "zod";
import { judgeAuthMode } from "./auth/mode.ts";

const port = z.coerce.number().int().min(1).max(65_535);
const factor = z.coerce.number().positive().max(100_000);
const proxy = z.string().refine(isAddressRange, "must be IP addresses or ranges such as 10.0.0.0/8");

/**
 * Every variable the server reads, with its default. `.env.example` says the same and a test compares them.
 * Clerk's own variables keep the names that Clerk's SDKs read.
 */
export const environment = z.object({
  NODE_ENV: z
    .enum(["development", "test", "production"])
    .default("development")
    .describe("Set by the npm scripts: `npm run dev` and `npm start`."),
  PORT: port.optional().describe("Where to listen. Not set: 3000, or the next free port."),
  HOST: z
    .string()
    .max(253)
    .optional()
    .describe("The address to bind. Not set: localhost, and 0.0.0.0 in production with Clerk."),
  APP_URL: z
    .url({ protocol: /^https?$/ })
    .refine(
      (url) => URL.canParse(url) && new URL(url).origin === url,
      "must be an origin without a path or final slash",
    )
    .optional()
    .describe("The origin people open, such as https://chat.example.org. Required in production."),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe("Postgres. Not set: an embedded server under DATA_DIR, in development only."),
  DATABASE_POOL_MAX: z.coerce
    .number()
    .int()
    .min(2)
    .max(200)
    .default(10)
    .describe("Connections of this process to Postgres, beside one that listens and two that write messages."),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe("Redis. Needed to run two processes or more; limits are kept in it unless Upstash is set."),
  UPSTASH_REDIS_REST_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("Upstash's REST address, for rate limits."),
  UPSTASH_REDIS_REST_TOKEN: z.string().min(1).optional().describe("Upstash's token; both or neither."),
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: z
    .string()
    .optional()
    .describe("Clerk. Neither key set: identity is a stand-in on this machine, in development only."),
  CLERK_SECRET_KEY: z.string().optional().describe("Clerk's secret key; both or neither."),
  CLERK_WEBHOOK_SIGNING_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/=]+$/)
    .optional()
    .describe("Of the Clerk webhook that calls /api/webhooks/clerk. Required in production."),
  CLERK_JWT_KEY: z
    .string()
    .optional()
    .describe("Clerk's public key (PEM): sessions are then checked without a request."),
  CLERK_API_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("Clerk's Backend API; leave it to Clerk's default."),
  NEXT_PUBLIC_CLERK_PROXY_URL: z.string().optional().describe("Only where Clerk's Frontend API is proxied."),
  NEXT_PUBLIC_CLERK_SIGN_IN_URL: z.string().startsWith("/").default("/sign-in").describe("The page to sign in."),
  NEXT_PUBLIC_CLERK_SIGN_UP_URL: z.string().startsWith("/").default("/sign-up").describe("The page to sign up."),
  SIGN_UP: z
    .string()
    .regex(/^(open|invite|domain:[a-z0-9.-]+\.[a-z]{2,})$/, "must be open, invite or domain:example.org")
    .optional()
    .describe("Who may sign up: open, invite or domain:example.org. Not set: invite in production, else open."),
  OWNER_EMAIL: z
    .email()
    .toLowerCase()
    .optional()
    .describe("Who owns an empty installation: the person with this verified address."),
  TRUSTED_PROXIES: z
    .string()
    .transform((list) =>
      list
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    )
    .pipe(z.array(proxy))
    .default([])
    .describe("Addresses or ranges, comma-separated, whose X-Forwarded-For is believed."),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"])
    .default("info")
    .describe("The least serious line that is logged."),
  DATA_DIR: z
    .string()
    .min(1)
    .default(".data")
    .describe("Where the local parts keep their data, and files are kept, from the checkout."),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be the name of a bucket")
    .optional()
    .describe("Keep files in this bucket of S3, or a service that speaks it. Not set: in a folder under DATA_DIR."),
  S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default("us-east-1")
    .describe("The bucket's region."),
  S3_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("The address of a service that is not Amazon's, such as https://s3.example.org."),
  S3_ACCESS_KEY_ID: z
    .string()
    .min(1)
    .optional()
    .describe("The bucket's key. Neither key set: as Amazon's SDK finds it on the machine."),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional().describe("The key's secret; both or neither."),
  UPLOAD_MAX_MB: z.coerce
    .number()
    .int()
    .min(1)
    .max(2_000)
    .default(100)
    .describe("The largest file, in MB. clamd's StreamMaxLength must be as much."),
  UPLOAD_QUOTA_MB: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000_000)
    .default(5_000)
    .describe("What the files of one person may take, in MB."),
  CLAMD_ADDRESS: z
    .string()
    .regex(/^(\/\S+|[\w.-]+:\d{1,5}|\[[0-9a-fA-F:]+\]:\d{1,5})$/, "must be a socket's path or host:port")
    .optional()
    .describe("The virus scanner clamd: its socket's path or host:port. Required in production."),
  ALLOW_UPLOADS_WITHOUT_CLAMD: z
    .string()
    .optional()
    .describe("Only to run production without clamd: yes-files-are-not-scanned-for-viruses."),
  PREVIEW_TEST_HOSTS: z
    .string()
    .regex(/^127\.0\.0\.1:\d{1,5}(,127\.0\.0\.1:\d{1,5})*$/, "must be 127.0.0.1 with a port, comma-separated")
    .transform((list) => list.split(","))
    .optional()
    .describe("Only for tests on localhost: what of this machine links may lead to, such as 127.0.0.1:8080."),
  ALLOW_INSECURE_LOCAL_AUTH: z
    .string()
    .optional()
    .describe("Only to try a production build on your own machine: yes-only-on-this-machine."),
  LIMIT_SCALE: factor.default(1).describe("Multiplies the ceilings of all rate limits; for load tests."),
  TIME_SCALE: factor
    .default(1)
    .describe("Divides the intervals of sockets (pings, heads, presence, session checks); for tests on localhost."),
});

/** The environment as the process uses it, keys as in the environment. */
export type Env = z.output<typeof environment> & { SIGN_UP: string };

/** The environment is wrong: every problem, one sentence each. */
export class EnvError extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(`The environment is wrong:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
    this.name = "EnvError";
    this.problems = problems;
  }
}

/**
 * Reads and judges the environment. An empty variable counts as not set.
 * @throws EnvError with every problem at once: malformed values, half pairs, and what is not safe in production.
 */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = environment.safeParse(given);
  const malformed = parsed.error?.issues.map((issue) => `${issue.path.join(".")} ${sayIssue(issue)}`) ?? [];
  // The values that did parse are judged as well, so that one start names everything.
  const problems = [
    ...malformed,
    ...pairProblems(given),
    ...storageProblems(given),
    ...identityProblems(given),
    ...scannerProblems(given),
    ...productionProblems(given),
  ];
  if (!parsed.success || problems.length > 0) throw new EnvError(problems);
  const production = parsed.data.NODE_ENV === "production";
  return { ...parsed.data, SIGN_UP: parsed.data.SIGN_UP ?? (production ? "invite" : "open") };
}

type Given = Record<string, string | undefined>;

function sayIssue(issue: z.core.$ZodIssue): string {
  const message = issue.message.replace(/^Invalid (input|string): /, "");
  return /^(must|is) /.test(message) ? `${message}.` : `is not valid: ${message}.`;
}

function pairProblems({ UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token }: Given): string[] {
  if ((url === undefined) === (token === undefined)) return [];
  return ["UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN belong together: set both or neither."];
}

/** Half of a bucket would keep files somewhere else than its operator believes. */
function storageProblems(given: Given): string[] {
  const { S3_BUCKET: bucket, S3_ENDPOINT: endpoint, S3_ACCESS_KEY_ID: key, S3_SECRET_ACCESS_KEY: secret } = given;
  const problems: string[] = [];
  if (bucket === undefined && [endpoint, key, secret, given.S3_REGION].some((value) => value !== undefined))
    problems.push("S3_BUCKET is missing: the other S3_ variables are of no use without it.");
  if ((key === undefined) !== (secret === undefined))
    problems.push("S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY belong together: set both or neither.");
  if (given.NODE_ENV === "production" && endpoint?.startsWith("http:") && !isLoopback(hostOf(endpoint)))
    problems.push("S3_ENDPOINT must be https in production: files would travel in the clear.");
  return problems;
}

/** What an operator writes who runs production without a virus scanner. */
const WITHOUT_CLAMD = "yes-files-are-not-scanned-for-viruses";

function scannerProblems(given: Given): string[] {
  const { CLAMD_ADDRESS: clamd, ALLOW_UPLOADS_WITHOUT_CLAMD: without } = given;
  if (without !== undefined && without !== WITHOUT_CLAMD)
    return [`ALLOW_UPLOADS_WITHOUT_CLAMD must be unset, or in so many words: ${WITHOUT_CLAMD}.`];
  const open = given.NODE_ENV === "production" && judgeAuthMode(given).mode !== "local";
  if (!open || clamd !== undefined || without !== undefined) return [];
  return [`CLAMD_ADDRESS is required in production: else set ALLOW_UPLOADS_WITHOUT_CLAMD=${WITHOUT_CLAMD}.`];
}

function identityProblems(given: Given): string[] {
  const { mode, problems } = judgeAuthMode(given);
  if (mode === "local" && given.HOST !== undefined && !isLoopback(given.HOST))
    problems.push("HOST must be localhost under local identity: anybody who reaches this machine could sign in.");
  return problems;
}

function productionProblems(given: Given): string[] {
  if (given.NODE_ENV !== "production") return [];
  const onThisMachine = judgeAuthMode(given).mode === "local";
  const problems: string[] = [];
  if (given.DATABASE_URL === undefined)
    problems.push("DATABASE_URL is required in production: the embedded Postgres is for development.");
  if (given.APP_URL === undefined && !onThisMachine)
    problems.push("APP_URL is required in production: the https origin that people open.");
  if (given.APP_URL?.startsWith("http:") && !isLoopback(hostOf(given.APP_URL)))
    problems.push("APP_URL must be https in production: sessions would travel in the clear.");
  if (given.CLERK_WEBHOOK_SIGNING_SECRET === undefined && !onThisMachine)
    problems.push("CLERK_WEBHOOK_SIGNING_SECRET is required in production: without it no ban or deletion arrives.");
  if (given.UPSTASH_REDIS_REST_URL?.startsWith("http:") && !isLoopback(hostOf(given.UPSTASH_REDIS_REST_URL)))
    problems.push("UPSTASH_REDIS_REST_URL must be https in production.");
  if (/(^|[\s,])(0\.0\.0\.0|::)\/0/.test(given.TRUSTED_PROXIES ?? ""))
    problems.push("TRUSTED_PROXIES must not be everybody: anyone could then choose the address they are limited by.");
  if (given.PREVIEW_TEST_HOSTS !== undefined && !isLoopback(hostOf(given.APP_URL ?? "")))
    problems.push("PREVIEW_TEST_HOSTS is for tests on localhost: people's links would lead into this machine.");
  if (given.TIME_SCALE !== undefined && given.APP_URL !== undefined && !isLoopback(hostOf(given.APP_URL)))
    problems.push("TIME_SCALE is for tests on localhost: unset it.");
  return problems;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : "";
}

/** True for names and addresses of this machine alone. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}

function isAddressRange(text: string): boolean {
  const [address = "", bits, ...rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
