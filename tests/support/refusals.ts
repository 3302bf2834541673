import { isAppError } from "../../lib/errors.ts";

/** The code with which something is refused; "done" where it is not. A fault that is no refusal is thrown on. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  return (await refusalOf(work))?.code ?? "done";
}

/** The refusal as a client is told of it, or null. */
export async function refusalOf(
  work: Promise<unknown>,
): Promise<{ code: string; message: string; details: unknown; retryAfterMs: number | undefined } | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { code, message, details, retryAfterMs } = error;
    return { code, message, details, retryAfterMs };
  }
}
