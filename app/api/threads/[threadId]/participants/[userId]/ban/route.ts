import { write } from "../../../../../../../lib/http.ts";

export const PUT = write("participant:ban");
export const DELETE = write("participant:unban");
