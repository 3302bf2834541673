import { afterAll, beforeAll, expect, test } from "vitest";
import { v7 as uuidv7 } from "uuid";
import { commandDoors, queryDoors } from "../../lib/contract/doors.ts";
import {
  type Attack,
  type AttackedServer,
  eachOf,
  type Reply,
  servedPaths,
  startAttackedServer,
} from "./attacked-server.ts";

let attacked: AttackedServer;
const PEOPLE = ["cy", "dee"] as const;
type Who = (typeof PEOPLE)[number];
const places = {} as Record<Who, { threadId: string; messageId: string }>;
const canaryOf = (who: Who) => `canary-of-${who}`;

beforeAll(async () => {
  attacked = await startAttackedServer();
  for (const who of PEOPLE) places[who] = await attacked.thread(who, "PRIVATE", canaryOf(who));
}, 180_000);
afterAll(() => attacked?.close());

/** Every GET there is, of one's own things. */
function reads(who: Who): string[] {
  const { threadId, messageId } = places[who];
  const ids: Record<string, string> = { threadId, messageId, userId: attacked.userId(who) };
  return Object.entries(queryDoors)
    .filter(([, { method, path }]) => method === "GET" && servedPaths().has(path))
    .map(([name, { path }]) => {
      const filled = path.replace(/\[(\w+)\]/g, (_, field: string) => ids[field] ?? uuidv7());
      return name === "lookUpPeople" ? `${filled}?ids=${attacked.userId(who)}` : filled;
    });
}

test("two people who ask everything at the same time never see each other's, and nothing may be stored", async () => {
  const seen: Record<Who, number> = { cy: 0, dee: 0 };
  for (let round = 0; round < 5; round++) {
    const asked = PEOPLE.flatMap((who) =>
      [...reads(who), "/", `/t/${places[who].threadId}`].map(
        async (path): Promise<[Who, string, Reply]> => [who, path, await attacked.as(who, { path })],
      ),
    );
    for (const [who, path, { headers, text, status }] of await Promise.all(asked)) {
      const other = who === "cy" ? "dee" : "cy";
      expect([path, text.includes(canaryOf(other))]).toEqual([path, false]);
      expect([path, status, headers["cache-control"]]).toEqual([path, status, expect.stringContaining("no-store")]);
      expect([path, headers["set-cookie"] ?? null]).toEqual([path, null]);
      if (text.includes(canaryOf(who))) seen[who] += 1;
    }
  }
  // The canaries were there to be seen.
  expect(seen.cy).toBeGreaterThan(10);
  expect(seen.dee).toBe(seen.cy);
});

/** Words of the inside: a stack, SQL, a path of the machine, a name of the environment, a version. */
const INSIDE = new RegExp(
  [
    String.raw`\n\s+at .+:\d+:\d+`,
    String.raw`node_modules|webpack|\.next/|dist/server|\.tsx?:\d+`,
    String.raw`\b(?:SELECT|INSERT INTO|UPDATE) ["\w]`,
    String.raw`\b(?:prisma|postgres(?:ql)?|pg_|SQLSTATE|ECONNREFUSED)\b`,
    String.raw`DATABASE_URL|CLERK_|whsec_|sk_test_|PRIVATE KEY`,
    String.raw`(?:^|["\s(])/(?:home|root|srv|usr|var|tmp|app)/\w`,
    String.raw`ZodError|TypeError|ReferenceError|PrismaClient`,
  ].join("|"),
  "i",
);

test("an error tells no stack, statement, path or variable", async () => {
  const bad = uuidv7();
  const attacks: Attack[] = Object.values({ ...commandDoors, ...queryDoors })
    .filter(({ path }) => servedPaths().has(path))
    .flatMap(({ method, path }) => {
      const nowhere = path.replace(/\[\w+\]/g, bad);
      const nonsense = path.replace(/\[\w+\]/g, "%00'%22--");
      if (method === "GET")
        return [nowhere, nonsense, `${nowhere}?limit=-1`, `${nowhere}?q=%00`, `${nowhere}?after='`].map((each) => ({
          path: each,
        }));
      const bodies = ["", "{", "null", "[]", '{"a":1e999}', '{"body":"\\u0000"}', `{"id":"'; DROP TABLE x; --"}`];
      return [nowhere, nonsense].flatMap((each) => bodies.map((body) => ({ method, path: each, body })));
    });
  attacks.push(
    { path: "/api/nowhere" },
    { path: "/%" },
    { path: "/%c0%ae%c0%ae/etc/passwd" },
    { path: "/api/webhooks/clerk", method: "POST", body: "{}" },
    { path: "/api/webhooks/clerk", method: "POST", body: "x".repeat(2_000_000) },
    { path: "/t/%00" },
    { path: "/_next/static/../../package.json" },
    { path: "/_next/static/%2e%2e/%2e%2e/package.json" },
    { path: "/socket.io/?EIO=99&transport=x" },
    { path: "/", headers: { host: "evil.example" } },
  );
  let errors = 0;
  await eachOf(attacks, async (attack) => {
    const { status, text, headers } = await attacked.as("cy", attack);
    expect([attack, status]).toEqual([attack, expect.toSatisfy((code: number) => code < 500)]);
    if (status < 400) return;
    errors += 1;
    // A page carries scripts of the build by their public paths; what it says is looked at without them.
    const said = text.replace(/<script\b[\s\S]*?<\/script>|<link\b[^>]*>/g, "");
    expect([attack, INSIDE.exec(said)?.[0] ?? null]).toEqual([attack, null]);
    expect([attack, headers["x-powered-by"] ?? null, headers.server ?? null]).toEqual([attack, null, null]);
  });
  expect(errors).toBeGreaterThan(100);
});
