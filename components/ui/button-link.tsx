import type { ComponentProps } from "react";
import { type ButtonLook, buttonClass } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { PageLink } from "./page-link.tsx";

/** A link that looks like a button: it leads somewhere instead of doing something. */
export function ButtonLink({
  look = "secondary",
  className,
  ...rest
}: ComponentProps<typeof PageLink> & { look?: ButtonLook }) {
  return <PageLink className={classNames(buttonClass(look), className)} {...rest} />;
}
