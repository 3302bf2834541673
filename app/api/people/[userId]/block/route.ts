import { write } from "../../../../../lib/http.ts";

export const PUT = write("person:block");
export const DELETE = write("person:unblock");
