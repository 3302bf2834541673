import type { z } from "zod";
import type { LimitName } from "../limits.ts";
import type { QueryContext } from "./query.ts";

/** A read that is a file: it is opened (access, then the first look) and then read piece by piece. */
export type Download<Input extends z.ZodType = z.ZodType> = {
  input: Input;
  limit: LimitName;
  fileName: string;
  contentType: string;
  open(context: QueryContext, input: z.output<Input>): Promise<AsyncGenerator<string, void>>;
};

export const defineDownload = <Input extends z.ZodType>(download: Download<Input>): Download<Input> => download;
