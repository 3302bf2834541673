import { write } from "../../../../../../../lib/http.ts";

export const DELETE = write("user:end-session");
