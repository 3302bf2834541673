import { write } from "../../../../../lib/http.ts";

export const PUT = write("thread:archive");
export const DELETE = write("thread:unarchive");
