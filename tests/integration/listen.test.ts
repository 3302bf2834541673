import { createServer, type Server } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { afterEach, expect, it } from "vitest";
import { listen } from "../../server/boot/listen.ts";
import { findFreePort } from "../support/redis.ts";

const open: Server[] = [];
const server = () => {
  const made = createServer();
  open.push(made);
  return made;
};
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

it("takes the port it is told, or says that it is taken", async () => {
  const port = await findFreePort();
  expect(await listen(server(), { port, host: "localhost" })).toBe(port);
  await expect(listen(server(), { port, host: "localhost" })).rejects.toThrow(`Port ${port} is taken`);
});

it("else takes the next port that nobody answers on, by either address of localhost", async () => {
  const first = await findFreePort();
  const onIpv6 = createTcpServer().listen(first, "::1");
  await new Promise((resolve) => onIpv6.once("listening", resolve));
  const taken = await listen(server(), { port: undefined, host: "localhost", first });
  expect(taken).toBeGreaterThan(first);
  expect(await listen(server(), { port: undefined, host: "localhost", first })).toBeGreaterThan(taken);
  onIpv6.close();
});
