import { write } from "../../../../../lib/http.ts";

export const POST = write("message:report", 201);
