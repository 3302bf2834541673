import { read } from "../../../lib/http.ts";

export const GET = read("groups");
