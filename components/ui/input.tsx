import { Input as Base } from "@base-ui/react/input";
import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

export const fieldClass =
  "w-full rounded-md border border-line bg-bg px-3 text-sm text-text transition-colors placeholder:text-text-3 hover:border-line-strong focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 disabled:opacity-60 data-invalid:border-danger aria-invalid:border-danger";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <Base className={classNames(fieldClass, "h-9 max-md:h-11", className)} {...rest} />;
}
