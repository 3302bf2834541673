"use client";

import { Check, Minus, X } from "lucide-react";
import { type ReactNode, useId } from "react";
import { classNames } from "../ui/class-names.ts";

export type Setting = "inherit" | "allow" | "deny";

const CHOICES: { value: Setting; label: string; icon: ReactNode; on: string }[] = [
  { value: "deny", label: "Deny", icon: <X />, on: "bg-danger-soft text-danger" },
  { value: "inherit", label: "As usual", icon: <Minus />, on: "bg-active text-text" },
  { value: "allow", label: "Allow", icon: <Check />, on: "bg-accent-soft text-accent-text" },
];

type PermissionRowProps = {
  label: string;
  /** What "as usual" comes to. */
  usually: boolean;
  value: Setting;
  /** Why the person who sets it may not allow it; null where they may. */
  whyNotAllow: string | null;
  onChange: (setting: Setting) => void;
};

/** One permission with its three settings: arrow keys go between them, as in every group of radio buttons. */
export function PermissionRow({ label, usually, value, whyNotAllow, onChange }: PermissionRowProps) {
  const name = useId();
  const whyId = useId();
  return (
    <fieldset className="flex min-h-12 shrink-0 items-center gap-3 border-b border-line py-1.5">
      <legend className="sr-only">{label}</legend>
      <span aria-hidden="true" className="min-w-0 flex-1 text-sm font-medium">
        {label}
        <span className="block text-xs font-normal text-text-3">Usually {usually ? "yes" : "no"}</span>
        {whyNotAllow && (
          <span id={whyId} className="block text-xs font-normal text-text-3">
            {whyNotAllow}
          </span>
        )}
      </span>
      <div className="flex shrink-0 overflow-hidden rounded-md border border-line">
        {CHOICES.map((choice) => (
          <label
            key={choice.value}
            className={classNames(
              "flex h-8 cursor-default items-center gap-1.5 border-l border-line px-2.5 text-xs font-medium first:border-l-0 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent max-md:h-touch max-md:px-3 [&_svg]:size-4",
              value === choice.value ? choice.on : "text-text-3 not-has-disabled:hover:bg-hover",
              "has-disabled:opacity-50",
            )}
          >
            <input
              type="radio"
              name={name}
              checked={value === choice.value}
              disabled={choice.value === "allow" && whyNotAllow !== null}
              aria-describedby={whyNotAllow === null ? undefined : whyId}
              onChange={() => onChange(choice.value)}
              className="sr-only"
            />
            {choice.icon}
            <span className="max-md:sr-only">{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
