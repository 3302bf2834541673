import { read, write } from "../../../../../lib/http.ts";

export const GET = read("messages");
export const POST = write("message:send", 201);
