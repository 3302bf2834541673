import type { NextConfig } from "next";

// Nothing leaves the machine: read before Next builds its telemetry client, so it covers dev, build and typegen alike.
process.env.NEXT_TELEMETRY_DISABLED = "1";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Avatars and thumbnails are sized when they are stored; the optimiser would be a second, unguarded image service.
  images: { unoptimized: true },
  // These hold connections or native parts and must be the same copy that the custom server loaded.
  serverExternalPackages: ["@prisma/client", "@prisma/adapter-pg", "pg", "pino", "ioredis", "svix"],
  // `npm run check` checks the whole tree, tests included; a server that only builds need not do so again.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  // The terminal is for what needs attention; requests are in the browser's own tools.
  logging: { incomingRequests: false, serverFunctions: false, browserToTerminal: false },
  // `next dev` would otherwise write instructions for coding agents into the checkout.
  agentRules: false,
  productionBrowserSourceMaps: false,
  turbopack: { resolveAlias: { entities: { browser: "./lib/markdown/entities-in-browser.ts" } } },
};

export default config;
