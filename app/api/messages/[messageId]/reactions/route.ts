import { read, write } from "../../../../../lib/http.ts";

export const GET = read("reactions");
export const PUT = write("message:react");
export const DELETE = write("message:unreact");
