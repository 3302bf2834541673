import { read, write } from "../../../../lib/http.ts";

export const GET = read("settings");
export const PATCH = write("workspace:update");
