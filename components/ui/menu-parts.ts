"use client";

import type { Menu } from "@base-ui/react/menu";
import { createContext, useContext } from "react";

/** The parts that a menu's lines are made of. They come with the first menu that is opened, not with the page. */
export type MenuParts = Pick<
  typeof Menu,
  "Item" | "RadioItem" | "RadioItemIndicator" | "Group" | "RadioGroup" | "GroupLabel" | "Separator"
>;

export const MenuPartsContext = createContext<MenuParts | null>(null);

export function useMenuParts(): MenuParts {
  const parts = useContext(MenuPartsContext);
  if (!parts) throw new Error("A line of a menu needs a <Menu> or <ContextMenu> around it.");
  return parts;
}
