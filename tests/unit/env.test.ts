import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { EnvError, environment, parseEnv } from "../../lib/env.ts";
import { renderEnvExample, renderReadme } from "../support/env-example.ts";

const CLERK = {
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_live_${Buffer.from("clerk.example.org$").toString("base64")}`,
  CLERK_SECRET_KEY: "sk_live_abcdefgh",
  CLERK_WEBHOOK_SIGNING_SECRET: "whsec_abcdefgh",
};
const PRODUCTION = {
  NODE_ENV: "production",
  APP_URL: "https://chat.example.org",
  DATABASE_URL: "postgres://confab@db/confab",
  CLAMD_ADDRESS: "/run/clamav/clamd.ctl",
  ...CLERK,
};

function problemsOf(env: Record<string, string | undefined>): string[] {
  try {
    parseEnv(env);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
}

describe("the environment", () => {
  it("needs nothing on a developer's machine", () => {
    const env = parseEnv({});
    expect(env).toMatchObject({ NODE_ENV: "development", SIGN_UP: "open", DATABASE_POOL_MAX: 10, DATA_DIR: ".data" });
    expect(env.PORT).toBeUndefined();
  });

  it("takes a whole production environment, where sign-up is by invite", () => {
    expect(problemsOf(PRODUCTION)).toEqual([]);
    expect(parseEnv(PRODUCTION)).toMatchObject({ SIGN_UP: "invite", TRUSTED_PROXIES: [] });
  });

  it("names every problem at once", () => {
    const problems = problemsOf({
      NODE_ENV: "production",
      PORT: "many",
      DATABASE_URL: "mysql://x",
      UPSTASH_REDIS_REST_TOKEN: "t",
      SIGN_UP: "sometimes",
    });
    for (const name of ["PORT", "DATABASE_URL", "UPSTASH_REDIS_REST_URL", "SIGN_UP", "CLERK_SECRET_KEY"])
      expect(problems.join("\n"), name).toContain(name);
    expect(problems.length).toBeGreaterThanOrEqual(5);
  });

  it("takes a bucket whole or not at all", () => {
    const keys = { S3_ACCESS_KEY_ID: "k", S3_SECRET_ACCESS_KEY: "s" };
    expect(problemsOf({ ...PRODUCTION, S3_BUCKET: "files", ...keys, S3_ENDPOINT: "https://s3.example.org" })).toEqual(
      [],
    );
    expect(problemsOf({ S3_BUCKET: "files" })).toEqual([]);
    for (const half of [keys, { S3_ENDPOINT: "https://s3.example.org" }, { S3_REGION: "eu-west-1" }])
      expect(problemsOf(half).join(), JSON.stringify(half)).toContain("S3_BUCKET is missing");
    for (const one of [{ S3_ACCESS_KEY_ID: "k" }, { S3_SECRET_ACCESS_KEY: "s" }])
      expect(problemsOf({ S3_BUCKET: "files", ...one }).join()).toContain("both or neither");
    const plain = { ...PRODUCTION, S3_BUCKET: "files", S3_ENDPOINT: "http://s3.example.org" };
    expect(problemsOf(plain).join()).toContain("S3_ENDPOINT must be https");
    for (const S3_BUCKET of ["Files", "a", "-files", "my files", "../files"])
      expect(problemsOf({ S3_BUCKET }), S3_BUCKET).toHaveLength(1);
  });

  it("lets links lead into this machine in tests on localhost, and nowhere else", () => {
    const PREVIEW_TEST_HOSTS = "127.0.0.1:8080,127.0.0.1:8081";
    expect(problemsOf({ ...PRODUCTION, PREVIEW_TEST_HOSTS }).join()).toContain("PREVIEW_TEST_HOSTS is for tests");
    const here = { APP_URL: "http://localhost:3000", PREVIEW_TEST_HOSTS };
    expect(parseEnv(here).PREVIEW_TEST_HOSTS).toEqual(["127.0.0.1:8080", "127.0.0.1:8081"]);
    for (const other of ["10.0.0.1:80", "127.0.0.1", "localhost:80", "169.254.169.254:80"])
      expect(problemsOf({ ...here, PREVIEW_TEST_HOSTS: other }), other).toHaveLength(1);
  });

  it("counts an empty variable as not set", () => {
    expect(parseEnv({ PORT: "", DATABASE_URL: "" }).DATABASE_URL).toBeUndefined();
  });

  it("reads lists and numbers", () => {
    const env = parseEnv({ TRUSTED_PROXIES: "10.0.0.0/8, 2001:db8::/32,127.0.0.1", PORT: "8080", LIMIT_SCALE: "2.5" });
    expect(env).toMatchObject({
      TRUSTED_PROXIES: ["10.0.0.0/8", "2001:db8::/32", "127.0.0.1"],
      PORT: 8080,
      LIMIT_SCALE: 2.5,
    });
    expect(problemsOf({ TRUSTED_PROXIES: "10.0.0.0/33" })).toHaveLength(1);
    expect(problemsOf({ TRUSTED_PROXIES: "proxy.example.org" })).toHaveLength(1);
  });

  it.each([
    ["no database", { DATABASE_URL: undefined }, "DATABASE_URL"],
    ["no address", { APP_URL: undefined }, "APP_URL"],
    ["an address in the clear", { APP_URL: "http://chat.example.org" }, "APP_URL must be https"],
    ["an address with a path", { APP_URL: "https://chat.example.org/chat" }, "APP_URL"],
    ["no virus scanner", { CLAMD_ADDRESS: undefined }, "CLAMD_ADDRESS"],
    ["a nod instead of words", { ALLOW_UPLOADS_WITHOUT_CLAMD: "yes" }, "ALLOW_UPLOADS_WITHOUT_CLAMD"],
    ["no webhook secret", { CLERK_WEBHOOK_SIGNING_SECRET: undefined }, "CLERK_WEBHOOK_SIGNING_SECRET"],
    ["half a pair of keys", { CLERK_SECRET_KEY: undefined }, "CLERK_SECRET_KEY is not"],
    [
      "no keys",
      { CLERK_SECRET_KEY: undefined, NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: undefined },
      "No Clerk keys in production",
    ],
    ["trust in everybody", { TRUSTED_PROXIES: "0.0.0.0/0" }, "TRUSTED_PROXIES"],
    ["shortened time", { TIME_SCALE: "10" }, "TIME_SCALE"],
    [
      "Upstash in the clear",
      { UPSTASH_REDIS_REST_URL: "http://up.example.org", UPSTASH_REDIS_REST_TOKEN: "t" },
      "UPSTASH_REDIS_REST_URL must be https",
    ],
  ])("refuses production with %s", (_, change, problem) => {
    expect(problemsOf({ ...PRODUCTION, ...change }).join("\n")).toContain(problem);
  });

  it("lets production run without a virus scanner when told in so many words", () => {
    const told = { ALLOW_UPLOADS_WITHOUT_CLAMD: "yes-files-are-not-scanned-for-viruses" };
    expect(problemsOf({ ...PRODUCTION, CLAMD_ADDRESS: undefined, ...told })).toEqual([]);
  });

  it("lets a production build run with local identity only when told in full, and only on this machine", () => {
    const local = { NODE_ENV: "production", DATABASE_URL: PRODUCTION.DATABASE_URL };
    expect(problemsOf(local)).not.toEqual([]);
    expect(problemsOf({ ...local, ALLOW_INSECURE_LOCAL_AUTH: "yes" })).not.toEqual([]);
    const told = { ...local, ALLOW_INSECURE_LOCAL_AUTH: "yes-only-on-this-machine" };
    expect(problemsOf(told)).toEqual([]);
    expect(problemsOf({ ...told, HOST: "0.0.0.0" }).join("\n")).toContain("HOST must be localhost");
  });

  it("is what .env.example says", () => {
    const file = readFileSync(join(import.meta.dirname, "../../.env.example"), "utf8");
    expect(file).toBe(renderEnvExample());
    for (const name of Object.keys(environment.shape)) expect(file).toContain(`${name}=`);
  });

  it("is what the table of the README says", () => {
    const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
    expect(readme).toContain("| `DATABASE_URL` |");
    expect(readme).toBe(renderReadme(readme));
  });
});
