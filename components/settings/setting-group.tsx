import { type ReactNode, useId } from "react";

/** Settings that belong together, with a heading and hairlines between them. */
export function SettingGroup({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="py-5">
      <h2 id={id} className="text-md font-semibold">
        {title}
      </h2>
      {hint && <p className="text-sm text-text-3">{hint}</p>}
      <div className="mt-2 divide-y divide-line">{children}</div>
    </section>
  );
}

/** One setting with its control on the right. */
export function Setting({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="flex min-h-12 items-center justify-between gap-4 py-1.5">
      <div className="min-w-0">
        <p className="text-sm font-medium">{label}</p>
        {hint && <p className="text-xs text-text-3">{hint}</p>}
      </div>
      {children}
    </div>
  );
}
