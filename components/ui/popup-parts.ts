/** What menus and popovers are made of: fetched when one is first pointed at, focused or opened, not with the page. */
export const popupParts = {
  menu: () => import("./menu-popup.tsx").then((file) => file.MenuPopup),
  popover: () => import("./popover-popup.tsx").then((file) => file.PopoverPopup),
  notices: () => import("./notices.tsx").then((file) => file.Notices),
} as const;
