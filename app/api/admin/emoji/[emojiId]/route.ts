import { write } from "../../../../../lib/http.ts";

export const PUT = write("emoji:disable");
export const DELETE = write("emoji:remove");
