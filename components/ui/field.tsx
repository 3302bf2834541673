"use client";

import { Field as Base } from "@base-ui/react/field";
import type { ReactNode } from "react";

type FieldProps = {
  label: string;
  hint?: ReactNode;
  error?: string | null | undefined;
  /** An `Input`, or any control of Base UI. */
  children: ReactNode;
};

/** A control with its label, a hint below, and what is wrong with it. */
export function Field({ label, hint, error, children }: FieldProps) {
  return (
    <Base.Root invalid={Boolean(error)} className="flex flex-col gap-1.5">
      <Base.Label className="text-sm font-semibold">{label}</Base.Label>
      {children}
      {hint && !error && <Base.Description className="text-xs text-text-3">{hint}</Base.Description>}
      {error && (
        <Base.Error match className="text-xs font-medium text-danger">
          {error}
        </Base.Error>
      )}
    </Base.Root>
  );
}
