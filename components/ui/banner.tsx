import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

type BannerProps = { tone: "warn" | "danger" | "neutral"; icon?: ReactNode; children: ReactNode; actions?: ReactNode };

const tones = {
  warn: "bg-warn-soft text-warn-text",
  danger: "bg-danger-soft text-danger",
  neutral: "bg-surface text-text-2",
} as const;

/** One line across a pane about a state that lasts. Read aloud when it appears. */
export function Banner({ tone, icon, children, actions }: BannerProps) {
  return (
    <div
      role="status"
      className={classNames(
        "flex min-h-8 items-center gap-2.5 border-b border-line px-5 py-1 text-sm max-md:px-4 [&_svg]:size-4 [&_svg]:shrink-0",
        tones[tone],
      )}
    >
      {icon}
      <div className="min-w-0 flex-1">{children}</div>
      {actions}
    </div>
  );
}
