import { defineConfig } from "vitest/config";

/** Projects that talk to a real Postgres (and Redis, and the built server) share one global setup. */
const onRealServices = {
  environment: "node",
  globalSetup: ["tests/support/global-setup.ts"],
  testTimeout: 30_000,
  hookTimeout: 60_000,
  pool: "forks" as const,
  // Two cores: more forks than this only take turns, and latencies asserted in tests become luck.
  maxWorkers: 2,
  // As for the journeys: a second try where the machine is somebody else's too, and the report says which had one.
  retry: process.env.CI === undefined ? 0 : 1,
};

const realServiceProjects = ["integration", "built", "faults", "security", "access", "migrations"] as const;

export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      {
        extends: true,
        test: { name: "unit", environment: "node", include: ["tests/unit/**/*.test.{ts,tsx}"], testTimeout: 20_000 },
      },
      ...realServiceProjects.map((name) => ({
        extends: true as const,
        test: { ...onRealServices, name, include: [`tests/${name}/**/*.test.ts`] },
      })),
    ],
  },
});
