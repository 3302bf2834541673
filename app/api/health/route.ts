/** The process is alive: says nothing of what it depends on. */
export function GET(): Response {
  return Response.json({ ok: true, data: {} }, { headers: { "cache-control": "no-store" } });
}

export const dynamic = "force-dynamic";
