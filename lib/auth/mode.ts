import { frontendApiHost, isLocalPublishableKey } from "./publishable-key.ts";

/** Who signs people in: Clerk, or the stand-in that a developer's machine runs by itself. */
export type AuthMode = "clerk" | "local";

/** Environment variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the stand-in is mounted. Not `/__clerk`: that is Clerk's own default for its proxy. */
export const LOCAL_CLERK_PATH = "/__clerk_local";

const OVERRIDE = "ALLOW_INSECURE_LOCAL_AUTH";
const OVERRIDE_VALUE = "yes-only-on-this-machine";

/**
 * The identity mode of `env`, together with every reason why the server must not start in it (IDENTITY, guards
 * of local mode). An empty `problems` means the mode is safe to use. Pure: reads nothing but its argument.
 */
export function judgeAuthMode(env: Environment): { mode: AuthMode; problems: string[] } {
  const publishable = env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY?.trim() ?? "";
  const secret = env.CLERK_SECRET_KEY?.trim() ?? "";
  if (publishable === "" && secret === "") return { mode: "local", problems: localProblems(env, "no keys") };
  if (publishable === "" || secret === "") return { mode: "clerk", problems: [halfPair(publishable)] };
  if (isLocalPublishableKey(publishable)) return { mode: "local", problems: localProblems(env, "local key") };
  return { mode: "clerk", problems: clerkProblems(env, publishable, secret) };
}

/**
 * The identity mode of `env`.
 * @throws Error that names every problem, where the server must refuse to start.
 */
export function authMode(env: Environment): AuthMode {
  const { mode, problems } = judgeAuthMode(env);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return mode;
}

function halfPair(publishable: string): string {
  const [present, missing] =
    publishable === ""
      ? ["CLERK_SECRET_KEY", "NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY"]
      : ["NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY", "CLERK_SECRET_KEY"];
  return `${present} is set but ${missing} is not: set both for Clerk, or neither for local identity on this machine.`;
}

function localProblems(env: Environment, cause: "no keys" | "local key"): string[] {
  if (env.NODE_ENV !== "production") return [];
  const override = env[OVERRIDE]?.trim() ?? "";
  if (override === OVERRIDE_VALUE) return [];
  const reason =
    cause === "no keys"
      ? "No Clerk keys in production: set NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY."
      : "NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY is the key of the local identity stand-in, which anybody could sign in to: use the key of a Clerk application in production.";
  const advice = `To try a production build on your own machine with local identity, set ${OVERRIDE}=${OVERRIDE_VALUE}.`;
  const nearMiss = override === "" ? [] : [`${OVERRIDE} must be exactly "${OVERRIDE_VALUE}" to have an effect.`];
  return [`${reason} ${advice}`, ...nearMiss];
}

function clerkProblems(env: Environment, publishable: string, secret: string): string[] {
  const problems: string[] = [];
  if (frontendApiHost(publishable) === null)
    problems.push("NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY is malformed: copy it whole from the Clerk dashboard.");
  const secretKind = /^sk_(test|live)_.+$/.exec(secret)?.[1];
  if (secretKind === undefined) problems.push("CLERK_SECRET_KEY is malformed: it starts with sk_test_ or sk_live_.");
  else if (!publishable.startsWith(`pk_${secretKind}_`))
    problems.push("CLERK_SECRET_KEY and NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY are of different instances (test and live).");
  for (const name of ["CLERK_API_URL", "NEXT_PUBLIC_CLERK_PROXY_URL"])
    if (env[name]?.includes(LOCAL_CLERK_PATH))
      problems.push(`${name} still points to the local identity stand-in: unset it when Clerk's keys are set.`);
  return problems;
}
