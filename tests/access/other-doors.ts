/** Routes that no door of the contract stands behind, each with the test that holds it. */
export const OTHER_ROUTES: Record<string, string> = {
  "GET /api/health": "says that the process lives, to anybody",
  "GET /api/ready": "says that the server may be sent people, to anybody",
  "POST /api/webhooks/clerk": "tests/integration/webhook.test.ts",
  "POST /api/invites/accept": "tests/integration/first-visit.test.ts",
  "POST /api/workspace/claim": "tests/integration/first-visit.test.ts",
  "GET /api/admin/audit/export": "tests/integration/administration.test.ts",
};

/** Socket events that are no commands, each with the test that holds it. */
export const OTHER_EVENTS: Record<string, string> = {
  "auth:renew": "tests/integration/bad-tokens.test.ts",
  sync: "tests/access/door-cells.test.ts",
  typing: "tests/access/door-cells.test.ts",
  "heads:ask": "tests/integration/sockets.test.ts",
  "presence:set": "tests/integration/socket-ephemeral.test.ts",
  "presence:watch": "tests/integration/socket-ephemeral.test.ts",
  looking: "tests/integration/socket-ephemeral.test.ts",
  delivery: "tests/integration/administration.test.ts",
};
