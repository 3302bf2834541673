import type { Patch } from "./build-server.ts";

// What keeps messages from being lost, doubled or seen by others: each with how to switch it off and the fault that must
// then turn red.

type Safety = { name: string; fault: string; patches?: Patch[]; spoil?: string };

export const SAFETIES: readonly Safety[] = [
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
        from: "return { ready, writes: await command.runBatch({ sql, commit, heads, now: new Date(), facts }, ready) };\n  }).catch(",
        to: `const answer = { ready, writes: await command.runBatch({ sql, commit, heads, now: new Date(), facts }, ready) };
          early(answer);
          await new Promise((done) => setTimeout(done, 150));
          return answer;
        }).catch(fail); }).catch(`,
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
    patches: [
      {
        file: "lib/access/judge.ts",
        from: "if (decision.allow) {",
        to: "if (decision.allow || row.head) {",
      },
    ],
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
