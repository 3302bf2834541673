/** What opens: a menu, the choices of a select or a combobox. */
export const menuPopupClass =
  "max-h-(--available-height) min-w-48 max-w-80 overflow-y-auto rounded-md border border-line bg-raised p-1 text-sm text-text shadow-raised outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0";

/** One line of it. */
export const menuItemClass =
  "flex min-h-8 cursor-default items-center gap-2.5 rounded-sm px-2 py-1 outline-none select-none data-highlighted:bg-hover data-disabled:text-text-3 max-md:min-h-touch [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:stroke-[1.75] [&_svg]:text-text-3";
