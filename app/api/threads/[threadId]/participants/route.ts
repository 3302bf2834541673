import { read, write } from "../../../../../lib/http.ts";

export const GET = read("participants");
export const POST = write("participant:add");
