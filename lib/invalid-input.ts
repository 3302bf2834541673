import type { z } from "zod";
import { AppError } from "./errors.ts";

/** What zod refused as one INVALID, with each field's path and reason in `details.issues`, twenty at most. */
export function invalidInput(error: z.ZodError): AppError {
  const issues = error.issues.slice(0, 20).map(({ path, message }) => ({ path: path.map(String).join("."), message }));
  return new AppError("INVALID", "Some of that is not valid.", { issues });
}
