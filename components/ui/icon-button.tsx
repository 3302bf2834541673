import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Tooltip } from "./tooltip.tsx";

type Labelled = {
  /** What it does: read aloud and shown in the tooltip. */
  label: string;
  /** Its shortcut, shown in the tooltip. */
  shortcut?: string | undefined;
  side?: "top" | "bottom" | "left" | "right";
  children: ReactNode;
};

/** The square itself, for a control that is no `IconButton`. */
export const iconClass =
  "grid size-8 shrink-0 place-items-center rounded-sm text-text-2 transition-colors hover:bg-hover hover:text-text aria-pressed:text-accent-text data-popup-open:bg-hover disabled:cursor-not-allowed disabled:opacity-50 max-md:size-10 [&_svg]:size-[18px] [&_svg]:shrink-0 [&_svg]:stroke-[1.75]";

/** A square button that holds one icon. */
export function IconButton({
  label,
  shortcut,
  side = "bottom",
  className,
  ...rest
}: Labelled & Omit<ComponentProps<"button">, "aria-label">) {
  return (
    <Tooltip text={label} shortcut={shortcut} side={side}>
      <button type="button" aria-label={label} className={classNames(iconClass, className)} {...rest} />
    </Tooltip>
  );
}

/** The same, leading to another page. */
export function IconLink({
  label,
  shortcut,
  side = "bottom",
  className,
  ...rest
}: Labelled & Omit<ComponentProps<typeof Link>, "aria-label">) {
  return (
    <Tooltip text={label} shortcut={shortcut} side={side}>
      <Link aria-label={label} className={classNames(iconClass, className)} {...rest} />
    </Tooltip>
  );
}
