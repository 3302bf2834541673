import { write } from "../../../../../lib/http.ts";

export const PUT = write("message:save");
export const DELETE = write("message:unsave");
