import { write } from "../../../../../../lib/http.ts";

export const PUT = write("user:suspend");
export const DELETE = write("user:restore");
