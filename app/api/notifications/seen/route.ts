import { write } from "../../../../lib/http.ts";

export const PUT = write("notification:seen");
