/** Splits a stream's name into what it counts and the id. */
export function parseStream(stream: string): { of: "thread" | "user"; id: string } {
  const colon = stream.indexOf(":");
  return { of: stream.slice(0, colon) as "thread" | "user", id: stream.slice(colon + 1) };
}
