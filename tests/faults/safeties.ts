// Switches off each safety, in a copy of the server's bundle or in the run's database, and shows which fault turns red:
// `node --import tsx tests/faults/safeties.ts` prints the table. A suite that stays green without a safety proves nothing.
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { buildServerCopy, type Patch } from "./build-server.ts";
import { FAULTS } from "./kinds/all.ts";
import { runFaults } from "./run-faults.ts";

type Safety = { name: string; fault: string; patches?: Patch[]; spoil?: string };

const SAFETIES: readonly Safety[] = [
  {
    name: "nothing (the same faults with every safety on)",
    fault: "access revoked",
  },
  {
    name: "unique key (authorId, clientId)",
    fault: "identical sends",
    spoil: 'DROP INDEX "Message_authorId_clientId_key"',
  },
  {
    name: "acknowledge after commit",
    fault: "kill -9",
    patches: [
      // The routes bring an unpatched runner of their own: the sockets get a queue that is not theirs.
      {
        file: "lib/commands/run.ts",
        from: "queues.get(command.name)",
        to: 'queues.get(command.name + " patched")',
      },
      { file: "lib/commands/run.ts", from: "queues.set(command.name,", to: 'queues.set(command.name + " patched",' },
      {
        file: "lib/commands/run.ts",
        from: "await inPipeline(pool, async ({ sql, commit }) => {",
        to: "await new Promise<any>((early, fail) => { const commit = () => undefined; inPipeline(pool, async ({ sql }) => {",
      },
      {
        file: "lib/commands/run.ts",
        from: "return { ready, writes: await command.runBatch({ sql, commit, heads, now: new Date(), facts }, ready) };\n  });",
        to: `const answer = { ready, writes: await command.runBatch({ sql, commit, heads, now: new Date(), facts }, ready) };
          early(answer);
          await new Promise((done) => setTimeout(done, 150));
          return answer;
        }).catch(fail); });`,
      },
    ],
  },
  {
    name: "join before heads (memberships read again)",
    fault: "somebody connects",
    patches: [
      {
        file: "server/sockets/rooms.ts",
        from: 'await this.refresh([userId]);\n    socket.data.stage = "joined";',
        to: 'socket.data.stage = "joined";',
      },
    ],
  },
  {
    name: "rooms left on removal",
    fault: "access revoked",
    patches: [
      {
        file: "server/sockets/rooms.ts",
        from: "if (threads.get(threadId)?.joinedSeq === joinedSeq) continue;",
        to: "if (joinedSeq >= 0) continue;",
      },
    ],
  },
  {
    name: "membership check of commands",
    fault: "access revoked",
    patches: [{ file: "lib/access/judge.ts", from: "if (decision.allow) {", to: "if (decision.allow || row.head) {" }],
  },
  {
    name: "heads digest",
    fault: "Redis killed",
    patches: [
      {
        file: "server/sockets/heads.ts",
        from: "const threadIds = new Set<string>();",
        to: "if (sql) return;\n  const threadIds = new Set<string>();",
      },
    ],
  },
];

const wanted = process.argv.slice(2);
const lines: string[][] = [["switched off", "fault", "outcome", "found by"]];
let green = 0;
for (const [at, { name, fault, patches, spoil }] of SAFETIES.entries()) {
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
  const program = await buildServerCopy(`faults-${at}`, patches);
  const faults = FAULTS.filter((one) => one.name.includes(fault));
  for await (const { violations } of runFaults(faults, { seed: 1, quick: true, program, spoil })) {
    const by = [...new Set(violations.map(({ invariant }) => invariant))];
    const isControl = !patches && !spoil;
    if (by.length === 0 && !isControl) green += 1;
    lines.push([name, fault, by.length === 0 ? "green" : `red (${violations.length})`, by.join(", ")]);
    console.log(lines.at(-1)!.join(" | "), violations[0]?.what ?? "");
  }
  rmSync(dirname(program), { recursive: true });
}
const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
console.log(`\n${lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column]!)).join("  ")).join("\n")}`);
process.exit(green === 0 ? 0 : 1);
