import { write } from "../../../../../lib/http.ts";

export const PUT = write("thread:join");
export const DELETE = write("thread:leave");
