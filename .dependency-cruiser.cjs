// Who may import whom (see ARCHITECTURE.md). Every rule says what to do instead.
// tsPreCompilationDeps makes type-only imports visible: a type that leaks is a leak.

const { readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

/** Files of lib/commands that define a command or a batch; what stands beside them are steps that several share. */
const commandFiles = readdirSync(join(__dirname, "lib/commands"))
  .filter((name) => /= define(Command|Batch)\w*[(<]/.test(readFileSync(join(__dirname, "lib/commands", name), "utf8")))
  .map((name) => name.replace(/\.ts$/, ""));

/** The layers of lib/ that hold domain code, lowest first. */
const above = {
  policy: "access|views|commands|queries",
  access: "views|commands|queries",
  views: "access|commands|queries",
};

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circular",
      severity: "error",
      comment: "Two files that need each other hold one thought: join them, or move what both need a layer down.",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "resolvable",
      severity: "error",
      comment: "The import leads nowhere: write the relative path with its .ts or .tsx ending, or install the package.",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "contract-imports-only-zod",
      severity: "error",
      comment:
        "A contract is the only description of the wire and runs everywhere: it imports zod and other contracts. " +
        "Move what it needs into lib/contract, or the code that needs it out.",
      from: { path: "^lib/contract/" },
      to: { pathNot: ["^lib/contract/", "(^|/)node_modules/zod/"] },
    },
    {
      name: "policy-is-pure",
      severity: "error",
      comment:
        "A policy computes from facts it is handed: contracts and other policies only. " +
        "Load facts in lib/access and pass them (and the time) in.",
      from: { path: "^lib/policy/" },
      to: { pathNot: ["^lib/policy/", "^lib/contract/", "(^|/)node_modules/zod/"] },
    },
    {
      name: "policy-below-access",
      severity: "error",
      comment: "Policy knows nothing of rows: hand it facts from lib/access.",
      from: { path: "^lib/policy/" },
      to: { path: `^lib/(${above.policy})/` },
    },
    {
      name: "access-below-commands",
      severity: "error",
      comment: "Access loads rows through the actor and decides; building views or writing belongs to its callers.",
      from: { path: "^lib/access/" },
      to: { path: `^lib/(${above.access})/` },
    },
    {
      name: "views-below-commands",
      severity: "error",
      comment: "A view is a select and its mapper; who may see it was decided by access before it is read.",
      from: { path: "^lib/views/" },
      to: { path: `^lib/(${above.views})/` },
    },
    {
      name: "commands-do-not-call-commands",
      severity: "error",
      comment:
        "A command is one durable write under one set of locks. Move a shared step down (a file of its own beside the " +
        "commands, lib/access or lib/views), or list both changes in one command. Only table.ts knows them all.",
      from: { path: "^lib/commands/", pathNot: "^lib/commands/table\\.ts$" },
      to: { path: `^lib/commands/(${commandFiles.join("|")})\\.ts$` },
    },
    {
      name: "queries-do-not-write",
      severity: "error",
      comment: "A query reads. If it must write, it is a command; if both need a select, that is a view.",
      from: { path: "^lib/queries/" },
      to: { path: "^lib/commands/" },
    },
    {
      name: "lib-knows-no-outer-rooms",
      severity: "error",
      comment:
        "lib is what everything stands on: pass what it needs in, or move the code to app, components or server.",
      from: { path: "^lib/" },
      to: { path: "^(app|components|server|tests)/|^proxy\\.ts$" },
    },
    {
      name: "server-knows-no-ui",
      severity: "error",
      comment: "The server hands requests to Next and renders nothing itself: move shared code to lib.",
      from: { path: "^server/" },
      to: { path: "^(app|components|lib/client|tests)/" },
    },
    {
      name: "browser-code-stays-in-the-browser",
      severity: "error",
      comment:
        "Components and lib/client run in the browser: they import contract, policy and lib/client, and ask the rest " +
        "over HTTP or the socket.",
      from: { path: "^(components|lib/client)/" },
      to: { path: "^(lib|server|app|generated|prisma)/", pathNot: "^lib/(client|contract|policy|markdown)/" },
    },
    {
      name: "client-knows-no-components",
      severity: "error",
      comment: "lib/client is the store; components select from it, never the other way round.",
      from: { path: "^lib/client/" },
      to: { path: "^components/" },
    },
    {
      name: "browser-never-reaches-the-database",
      severity: "error",
      comment: "Some import on this path leads to Prisma or pg: cut it, the browser bundle would carry it.",
      from: { path: "^(components|lib/client|lib/contract|lib/policy)/" },
      to: { path: "^(lib/(db|process|env)\\.ts|generated/)|node_modules/(pg|@prisma|pino|ioredis)/", reachable: true },
    },
    {
      name: "adapters-hold-no-rules",
      severity: "error",
      comment:
        "A route is `export const POST = write(command)`: it takes commands, queries, contracts and lib/http. " +
        "A lookup or a rule belongs in the command or query.",
      from: { path: "^app/api/.*route\\.ts$" },
      to: { path: "^lib/(access|views|policy|db\\.ts)|^generated/|^server/|^components/" },
    },
    {
      name: "local-parts-stay-local",
      severity: "error",
      comment:
        "server/local is what a fresh clone runs on and never ships: only the boot, its own files, scripts and tests " +
        "may load it (the boot by dynamic import).",
      from: { pathNot: "^(server/(index|boot/local-parts)\\.ts|server/local/|prisma/|tests/)" },
      to: { path: "^server/local/" },
    },
    {
      name: "no-development-packages-in-production",
      severity: "error",
      comment:
        "The package is a devDependency and is absent in production: make it a dependency, or keep it in server/local.",
      from: { path: "^(app|components|lib|server|proxy\\.ts)", pathNot: "^server/(local/|build\\.ts)" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"], pathNot: "node_modules/@types/" },
    },
    {
      name: "declared-packages-only",
      severity: "error",
      comment: "The package is not in package.json: add it with an exact version.",
      from: { path: "^(app|components|lib|server|prisma|tests)/" },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "tests-are-for-tests",
      severity: "error",
      comment: "Product code does not import test code: move what it needs to lib.",
      from: { path: "^(app|components|lib|server|prisma)/" },
      to: { path: "^tests/" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.css$|^\\.next|^dist" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs", ".json"],
    },
    cache: { folder: "node_modules/.cache/dependency-cruiser", strategy: "content" },
  },
};
