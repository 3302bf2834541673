import { write } from "../../../../../../lib/http.ts";

export const DELETE = write("preview:remove");
