import { write } from "../../../../../lib/http.ts";

export const PATCH = write("thread:settings");
