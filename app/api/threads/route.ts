import { read, write } from "../../../lib/http.ts";

export const GET = read("threads");
export const POST = write("thread:create", 201);
