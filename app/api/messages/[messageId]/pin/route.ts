import { write } from "../../../../../lib/http.ts";

export const PUT = write("message:pin");
export const DELETE = write("message:unpin");
