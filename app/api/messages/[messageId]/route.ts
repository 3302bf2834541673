import { read, write } from "../../../../lib/http.ts";

export const GET = read("message");
export const PUT = write("message:edit");
export const DELETE = write("message:delete");
