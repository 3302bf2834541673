import { read, write } from "../../../../lib/http.ts";

export const GET = read("thread");
export const PATCH = write("thread:update");
export const DELETE = write("thread:delete");
