import { errorResponse } from "../../../lib/http.ts";
import { AppError } from "../../../lib/errors.ts";
import { processSlot } from "../../../lib/process.ts";

const DATABASE_ANSWERS_WITHIN_MS = 2_000;

/** Whether to send requests here: not while the process stops, nor without its database. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { draining, pool } = processSlot();
    if (draining) throw new AppError("UNAVAILABLE", "The server is stopping.");
    await Promise.race([pool.query("SELECT 1"), tooLate()]).catch(() => {
      throw new AppError("UNAVAILABLE", "The database does not answer.");
    });
    return Response.json({ ok: true, data: {} }, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    return errorResponse(error, request.headers.get("x-request-id") ?? "");
  }
}

function tooLate(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error("too late")), DATABASE_ANSWERS_WITHIN_MS).unref();
  });
}

export const dynamic = "force-dynamic";
