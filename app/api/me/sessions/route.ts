import { read, write } from "../../../../lib/http.ts";

export const GET = read("ownSessions");
export const DELETE = write("session:end-others");
