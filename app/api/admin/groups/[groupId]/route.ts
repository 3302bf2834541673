import { write } from "../../../../../lib/http.ts";

export const PUT = write("group:save");
export const DELETE = write("group:remove");
