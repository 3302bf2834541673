import { write } from "../../../../../../../lib/http.ts";

export const PUT = write("participant:timeOut");
export const DELETE = write("participant:liftTimeOut");
