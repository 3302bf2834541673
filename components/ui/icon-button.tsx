import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { PageLink } from "./page-link.tsx";
import { notify } from "./toast.ts";
import { Tooltip } from "./tooltip.tsx";

type Labelled = {
  /** What it does: read aloud and shown in the tooltip. */
  label: string;
  /** Its shortcut, shown in the tooltip. */
  shortcut?: string | undefined;
  side?: "top" | "bottom" | "left" | "right";
  children: ReactNode;
};

/** Why it cannot be pressed just now: shown on hover, read aloud, and said when it is pressed all the same. */
type Barrable = { why?: string | null };

/** The square itself, for a control that is no `IconButton`. */
export const iconClass =
  "grid size-8 shrink-0 place-items-center rounded-sm text-text-2 transition-colors hover:bg-hover hover:text-text aria-pressed:text-accent-text data-popup-open:bg-hover disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50 max-md:size-10 [&_svg]:size-[18px] [&_svg]:shrink-0 [&_svg]:stroke-[1.75]";

/** A square button that holds one icon. */
export function IconButton({
  label,
  shortcut,
  side = "bottom",
  why = null,
  className,
  ...rest
}: Labelled & Barrable & Omit<ComponentProps<"button">, "aria-label">) {
  const barred = why ? { "aria-disabled": true, "aria-description": why, onClick: () => notify(why) } : {};
  return (
    <Tooltip text={why ?? label} shortcut={why ? undefined : shortcut} side={side}>
      <button type="button" aria-label={label} className={classNames(iconClass, className)} {...rest} {...barred} />
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
}: Labelled & Omit<ComponentProps<typeof PageLink>, "aria-label">) {
  return (
    <Tooltip text={label} shortcut={shortcut} side={side}>
      <PageLink aria-label={label} className={classNames(iconClass, className)} {...rest} />
    </Tooltip>
  );
}
