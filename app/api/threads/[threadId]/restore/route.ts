import { write } from "../../../../../lib/http.ts";

export const POST = write("thread:restore");
