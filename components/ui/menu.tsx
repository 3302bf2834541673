"use client";

import type { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ComponentProps, ReactElement, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Kbd } from "./kbd.tsx";
import { Loaded } from "./loaded.tsx";
import { menuItemClass } from "./menu-look.ts";
import { useMenuParts } from "./menu-parts.ts";
import { popupParts } from "./popup-parts.ts";
import { usePopup } from "./use-popup.ts";

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
  const { button, popup, wanted, onFailure } = usePopup({
    load: popupParts.menu,
    role: "menu",
    trigger,
    open,
    onOpenChange,
  });
  return (
    <>
      {button}
      {wanted && (
        <Loaded load={popupParts.menu} props={{ ...popup, align, side, gap: 6, children }} onFailure={onFailure} />
      )}
    </>
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
  const { Item } = useMenuParts();
  return (
    <Item
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
    </Item>
  );
}

/** One of several; wrap a group of them in `MenuChoices`. */
export function MenuChoice({ value, children }: { value: string; children: ReactNode }) {
  const { RadioItem, RadioItemIndicator } = useMenuParts();
  return (
    <RadioItem value={value} className={menuItemClass} closeOnClick>
      <span className="min-w-0 flex-1">{children}</span>
      <RadioItemIndicator>
        <Check aria-hidden="true" />
      </RadioItemIndicator>
    </RadioItem>
  );
}

type MenuChoicesProps = { label: string; value: string; onChange: (value: string) => void; children: ReactNode };

export function MenuChoices({ label, value, onChange, children }: MenuChoicesProps) {
  const { Group, RadioGroup, GroupLabel } = useMenuParts();
  return (
    <Group>
      <GroupLabel className="px-2 pt-2 pb-1 text-xs font-semibold text-text-3">{label}</GroupLabel>
      <RadioGroup value={value} onValueChange={(next) => onChange(String(next))}>
        {children}
      </RadioGroup>
    </Group>
  );
}

export function MenuSeparator() {
  const { Separator } = useMenuParts();
  return <Separator className="mx-1 my-1 h-px bg-line" />;
}
