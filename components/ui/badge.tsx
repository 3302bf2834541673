import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** A count in a pill, `99+` at most; whoever shows it says in words what it counts. `strong` is for what is meant for the reader: mentions and direct messages. */
export function CountBadge({ count, strong = false }: { count: number; strong?: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        "grid h-[18px] min-w-5 place-items-center rounded-full px-1.5 text-[0.6875rem] leading-none font-[650] tabular-nums",
        strong ? "bg-accent text-on-accent" : "bg-line text-text-2",
      )}
    >
      {count > 99 ? "99+" : count}
    </span>
  );
}

const tones = {
  accent: "bg-accent-soft text-accent-text",
  neutral: "bg-code text-text-2",
  warn: "bg-warn-soft text-warn-text",
  danger: "bg-danger-soft text-danger",
} as const;

/** A word about what stands before it: a role, a state. */
export function Badge({ tone = "neutral", children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <span
      className={classNames(
        "rounded-[5px] px-1.5 py-px text-[0.65625rem] font-semibold whitespace-nowrap",
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
