import { write } from "../../../../../../lib/http.ts";

export const PUT = write("report:resolve");
export const DELETE = write("report:reopen");
