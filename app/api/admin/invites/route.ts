import { read, write } from "../../../../lib/http.ts";

export const GET = read("invites");
export const POST = write("invite:create", 201);
