"use client";

import { Combobox as Base } from "@base-ui/react/combobox";
import { Check } from "lucide-react";
import { classNames } from "../ui/class-names.ts";
import { fieldClass } from "../ui/input.tsx";
import { menuItemClass, menuPopupClass } from "../ui/menu-look.ts";

type Choice<T> = { value: T; key: string; text: string };

type ComboboxProps<T> = {
  id: string;
  label: string;
  placeholder: string;
  query: string;
  onQuery: (query: string) => void;
  loading: boolean;
  options: Choice<T>[];
  chosen: Choice<T> | null;
  onChoose: (choice: Choice<T> | null) => void;
};

/** A field with a list of what the server found for what was typed. */
export function Combobox<T>({
  id,
  label,
  placeholder,
  query,
  onQuery,
  loading,
  options,
  chosen,
  onChoose,
}: ComboboxProps<T>) {
  return (
    <Base.Root
      items={options}
      filter={null}
      value={chosen}
      onValueChange={(next: Choice<T> | null) => onChoose(next)}
      onInputValueChange={(text) => onQuery(text === chosen?.text ? "" : text)}
      itemToStringLabel={(choice: Choice<T>) => choice.text}
      isItemEqualToValue={(one: Choice<T>, other: Choice<T>) => one.key === other.key}
    >
      <div className="flex flex-col gap-1.5">
        <label htmlFor={id} className="text-sm font-semibold">
          {label}
        </label>
        <Base.Input id={id} placeholder={placeholder} className={classNames(fieldClass, "h-9 max-md:h-11")} />
      </div>
      <Base.Portal>
        <Base.Positioner className="z-60 outline-none" sideOffset={6}>
          <Base.Popup className={classNames(menuPopupClass, "w-(--anchor-width)")}>
            <Base.Empty className="px-2 py-3 text-center text-sm text-text-3 empty:hidden">
              {loading ? "Looking…" : query ? "Nothing is called that." : "Type to find."}
            </Base.Empty>
            <Base.List>
              {(choice: Choice<T>) => (
                <Base.Item key={choice.key} value={choice} className={menuItemClass}>
                  <span className="min-w-0 flex-1 truncate">{choice.text}</span>
                  <Base.ItemIndicator>
                    <Check aria-hidden="true" />
                  </Base.ItemIndicator>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
