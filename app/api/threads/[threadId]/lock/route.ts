import { write } from "../../../../../lib/http.ts";

export const PUT = write("thread:lock");
export const DELETE = write("thread:unlock");
