import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Tooltip } from "./tooltip.tsx";

type IconButtonProps = Omit<ComponentProps<"button">, "aria-label"> & {
  /** What it does: read aloud and shown in the tooltip. */
  label: string;
  /** Its shortcut, shown in the tooltip. */
  shortcut?: string | undefined;
  side?: "top" | "bottom" | "left" | "right";
  children: ReactNode;
};

/** A square button that holds one icon. */
export function IconButton({ label, shortcut, side = "bottom", className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut} side={side}>
      <button
        type="button"
        aria-label={label}
        className={classNames(
          "grid size-8 shrink-0 place-items-center rounded-sm text-text-2 transition-colors hover:bg-hover hover:text-text",
          "aria-pressed:text-accent-text data-popup-open:bg-hover disabled:cursor-not-allowed disabled:opacity-50 max-md:size-10",
          "[&_svg]:size-[18px] [&_svg]:shrink-0 [&_svg]:stroke-[1.75]",
          className,
        )}
        {...rest}
      />
    </Tooltip>
  );
}
