import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import { fieldClass } from "./input.tsx";

export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea className={classNames(fieldClass, "min-h-20 resize-y py-2", className)} {...rest} />;
}
