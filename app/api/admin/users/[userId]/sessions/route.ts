import { read, write } from "../../../../../../lib/http.ts";

export const GET = read("userSessions");
export const DELETE = write("user:sign-out");
