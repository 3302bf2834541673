import { z } from "zod";
import { id, time } from "./ids.ts";

/** Pinned messages in one thread. */
export const PINS_MAX = 100;

/** Who pinned a message, and when. */
export const pinView = z.object({ byId: id, at: time });
export type PinView = z.infer<typeof pinView>;
