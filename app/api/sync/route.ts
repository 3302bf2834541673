import { read } from "../../../lib/http.ts";

export const POST = read("sync");
