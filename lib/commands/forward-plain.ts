import { plainText } from "../markdown/plain-text.ts";

/** What search finds of a message: its own words and those it passes on, while they are shown. */
export const forwardPlain = (body: string, forwarded: string | null): string =>
  [plainText(body), plainText(forwarded ?? "")].filter(Boolean).join("\n");
