import Link from "next/link";
import type { ComponentProps } from "react";
import { type ButtonLook, buttonClass } from "./button.tsx";
import { classNames } from "./class-names.ts";

/** A link that looks like a button: it leads somewhere instead of doing something. */
export function ButtonLink({
  look = "secondary",
  className,
  ...rest
}: ComponentProps<typeof Link> & { look?: ButtonLook }) {
  return <Link className={classNames(buttonClass(look), className)} {...rest} />;
}
