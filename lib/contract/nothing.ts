import { z } from "zod";

/** Where nothing is answered, or nothing is looked at. */
export const nothing = z.object({});
/** Where nothing may be given. */
export const strictlyNothing = z.strictObject({});
