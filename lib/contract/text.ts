import { z } from "zod";

// Postgres text cannot hold NUL, and a lone surrogate is no character: both are refused rather than repaired.
const storable = (value: string) => !value.includes("\u0000") && value.isWellFormed();

/** A single line: trimmed, 1 to `max` UTF-16 units, no line breaks or control characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine(storable, "must be well-formed text without NUL")
    .refine((value) => !/[\p{Cc}\u2028\u2029]/u.test(value), "must be one line");

/** A single line that may be empty. */
export const optionalLine = (max: number) => z.union([z.literal(""), line(max)]);

/** Text over several lines, kept byte for byte. */
export const optionalText = (max: number) =>
  z.string().max(max).refine(storable, "must be well-formed text without NUL");

/** As `optionalText`, but it must hold something besides white space. */
export const text = (max: number) => optionalText(max).refine((value) => value.trim().length > 0, "must not be empty");

/** What a person types to find something: trimmed, may be empty, up to 80 UTF-16 units. */
export const searchText = z
  .string()
  .trim()
  .max(80)
  .refine(storable, "must be well-formed text without NUL")
  .default("");
