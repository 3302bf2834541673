import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import { Spinner } from "./spinner.tsx";

const looks = {
  primary: "bg-accent text-on-accent border-transparent hover:bg-[color-mix(in_oklch,var(--accent)_90%,var(--text))]",
  secondary: "bg-raised text-text border-line hover:bg-hover",
  quiet: "border-transparent text-text-2 hover:bg-hover hover:text-text",
  danger: "border-line bg-raised text-danger hover:bg-danger-soft",
} as const;

export type ButtonLook = keyof typeof looks;

export const buttonClass = (look: ButtonLook): string =>
  classNames(
    "inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-md border px-3 text-sm font-semibold whitespace-nowrap transition-colors",
    "disabled:cursor-not-allowed disabled:opacity-50 max-md:h-10 max-md:px-4",
    looks[look],
  );

type ButtonProps = ComponentProps<"button"> & { look?: ButtonLook; busy?: boolean };

export function Button({ look = "secondary", busy = false, className, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      disabled={disabled || busy}
      className={classNames(buttonClass(look), className)}
      {...rest}
    >
      {busy && <Spinner className="size-3.5" />}
      {children}
    </button>
  );
}
