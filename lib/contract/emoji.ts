import { z } from "zod";
import { canonicalEmoji } from "./canonical-emoji.ts";

/** An emoji to react with. The longest there are, couples with skin tones, have 15 UTF-16 units. */
export const emoji = z
  .string()
  .max(32)
  .transform((value, context) => {
    const canonical = canonicalEmoji(value);
    if (canonical !== null) return canonical;
    context.addIssue({ code: "custom", message: "must be one emoji" });
    return z.NEVER;
  });
