"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ComponentProps, ReactElement, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Kbd } from "./kbd.tsx";

export const menuPopupClass =
  "max-h-(--available-height) min-w-48 max-w-80 overflow-y-auto rounded-md border border-line bg-raised p-1 text-sm text-text shadow-raised outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0";

export const menuItemClass =
  "flex min-h-8 cursor-default items-center gap-2.5 rounded-sm px-2 py-1 outline-none select-none data-highlighted:bg-hover data-disabled:text-text-3 max-md:min-h-touch [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:stroke-[1.75] [&_svg]:text-text-3";

type MenuProps = {
  /** The button that opens it; it must take a ref and spread its props. */
  trigger: ReactElement;
  children: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

export function Menu({ trigger, children, align = "end", side = "bottom", open, onOpenChange }: MenuProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange && ((next) => onOpenChange(next))}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="z-60 outline-none" sideOffset={6} align={align} side={side}>
          <Base.Popup className={menuPopupClass}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type MenuItemProps = ComponentProps<typeof Base.Item> & {
  icon?: ReactNode;
  shortcut?: string | undefined;
  danger?: boolean;
  /** Why it cannot be chosen; shown below and read aloud. */
  why?: string | null | undefined;
};

export function MenuItem({ icon, shortcut, danger, why, className, children, disabled, ...rest }: MenuItemProps) {
  return (
    <Base.Item
      disabled={disabled || Boolean(why)}
      className={classNames(menuItemClass, danger && "text-danger [&_svg]:text-danger", className)}
      {...rest}
    >
      {icon}
      <span className="min-w-0 flex-1">
        {children}
        {why && <span className="block text-xs text-text-3">{why}</span>}
      </span>
      {shortcut && <Kbd keys={shortcut} className="max-md:hidden" />}
    </Base.Item>
  );
}

/** One of several; wrap a group of them in `MenuChoices`. */
export function MenuChoice({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Base.RadioItem value={value} className={menuItemClass} closeOnClick>
      <span className="min-w-0 flex-1">{children}</span>
      <Base.RadioItemIndicator>
        <Check aria-hidden="true" />
      </Base.RadioItemIndicator>
    </Base.RadioItem>
  );
}

type MenuChoicesProps = { label: string; value: string; onChange: (value: string) => void; children: ReactNode };

export function MenuChoices({ label, value, onChange, children }: MenuChoicesProps) {
  return (
    <Base.Group>
      <MenuLabel>{label}</MenuLabel>
      <Base.RadioGroup value={value} onValueChange={(next) => onChange(String(next))}>
        {children}
      </Base.RadioGroup>
    </Base.Group>
  );
}

function MenuLabel({ children }: { children: ReactNode }) {
  return <Base.GroupLabel className="px-2 pt-2 pb-1 text-xs font-semibold text-text-3">{children}</Base.GroupLabel>;
}

export function MenuSeparator() {
  return <Base.Separator className="mx-1 my-1 h-px bg-line" />;
}
