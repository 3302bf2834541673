import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";

type ErrorPanelProps = { title: string; children?: ReactNode; onRetry?: () => void; actions?: ReactNode };

/** What stands where something failed: what happened, what is safe, what to do next. */
export function ErrorPanel({ title, children, onRetry, actions }: ErrorPanelProps) {
  return (
    <div role="alert" className="mx-auto flex max-w-sm flex-col items-center gap-2 px-6 py-12 text-center">
      <span
        aria-hidden="true"
        className="mb-2 grid size-12 place-items-center rounded-lg bg-danger-soft text-danger [&_svg]:size-6 [&_svg]:stroke-[1.75]"
      >
        <CircleAlert />
      </span>
      <h2 className="text-lg font-semibold text-balance">{title}</h2>
      {children && <div className="text-sm text-pretty text-text-2">{children}</div>}
      <div className="mt-3 flex flex-wrap justify-center gap-2">
        {onRetry && <Button onClick={onRetry}>Try again</Button>}
        {actions}
      </div>
    </div>
  );
}
