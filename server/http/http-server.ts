import { createServer, type Server, type RequestListener } from "node:http";

/** The HTTP server with its limits on how slowly and how much a client may send. */
export function createHttpServer(listener: RequestListener): Server {
  const server = createServer(
    {
      maxHeaderSize: 32 * 1024,
      headersTimeout: 15_000,
      requestTimeout: 60_000,
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: 5_000,
      requireHostHeader: true,
    },
    listener,
  );
  server.maxHeadersCount = 100;
  return server;
}
