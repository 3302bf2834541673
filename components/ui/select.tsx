"use client";

import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import { classNames } from "./class-names.ts";
import { menuItemClass, menuPopupClass } from "./menu-look.ts";

export type Option<T extends string> = { value: T; label: string };

type SelectProps<T extends string> = {
  label: string;
  value: T;
  options: Option<T>[];
  onChange: (value: T) => void;
  disabled?: boolean;
  className?: string;
};

/** One of a few values; the label is for readers aloud unless it stands beside it. */
export function Select<T extends string>({ label, value, options, onChange, disabled, className }: SelectProps<T>) {
  return (
    <Base.Root
      items={options}
      value={value}
      disabled={disabled}
      onValueChange={(next) => {
        if (next !== null) onChange(next);
      }}
    >
      <Base.Trigger
        aria-label={label}
        className={classNames(
          "inline-flex h-8 min-w-32 items-center justify-between gap-2 rounded-md border border-line bg-bg px-3 text-sm font-medium transition-colors hover:border-line-strong max-md:h-10 data-disabled:opacity-50",
          className,
        )}
      >
        <Base.Value />
        <Base.Icon className="text-text-3">
          <ChevronDown aria-hidden="true" className="size-3.5" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="z-60 outline-none" sideOffset={6} alignItemWithTrigger={false}>
          <Base.Popup className={menuPopupClass}>
            <Base.List>
              {options.map((option) => (
                <Base.Item key={option.value} value={option.value} className={menuItemClass}>
                  <Base.ItemText className="flex-1">{option.label}</Base.ItemText>
                  <Base.ItemIndicator>
                    <Check aria-hidden="true" />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
