import type { ReactNode } from "react";

type EmptyStateProps = {
  icon?: ReactNode;
  title: string;
  /** What could be here, and how it gets here. */
  children?: ReactNode;
  actions?: ReactNode;
};

/** What stands where nothing is yet: it teaches the next step instead of apologising. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-sm flex-col items-center gap-2 px-6 py-12 text-center">
      {icon && (
        <span
          aria-hidden="true"
          className="mb-2 grid size-12 place-items-center rounded-lg bg-accent-soft text-accent-text [&_svg]:size-6 [&_svg]:stroke-[1.75]"
        >
          {icon}
        </span>
      )}
      <h2 className="text-lg font-semibold text-balance">{title}</h2>
      {children && <div className="text-sm text-pretty text-text-2">{children}</div>}
      {actions && <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
