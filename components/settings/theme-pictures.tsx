"use client";

import type { PreferenceView } from "../../lib/contract/preferences.ts";
import { classNames } from "../ui/class-names.ts";

type Theme = PreferenceView["theme"];

const THEMES: { value: Theme; label: string }[] = [
  { value: "system", label: "As the device" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

/** The themes as small pictures of the page, drawn in their own colours. */
export function ThemePictures({ value, onChange }: { value: Theme; onChange: (theme: Theme) => void }) {
  return (
    <fieldset className="grid grid-cols-3 gap-3 pt-2">
      <legend className="sr-only">Theme</legend>
      {THEMES.map((theme) => (
        <label key={theme.value} className="group flex flex-col gap-1.5">
          <input
            type="radio"
            name="theme"
            checked={value === theme.value}
            onChange={() => onChange(theme.value)}
            className="peer sr-only"
          />
          <span
            aria-hidden="true"
            className={classNames(
              "flex h-20 overflow-hidden rounded-md border border-line peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent",
              value === theme.value && "border-accent ring-1 ring-accent",
            )}
          >
            {theme.value === "system" ? (
              <>
                <Picture theme="light" />
                <Picture theme="dark" />
              </>
            ) : (
              <Picture theme={theme.value} />
            )}
          </span>
          <span className={classNames("text-center text-sm", value === theme.value && "font-semibold")}>
            {theme.label}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Picture({ theme }: { theme: "light" | "dark" }) {
  return (
    <span data-theme={theme} className="flex flex-1 bg-bg">
      <span className="flex w-1/3 flex-col gap-1 border-r border-line bg-surface p-1.5">
        <span className="h-1.5 w-4/5 rounded-full bg-active" />
        <span className="h-1.5 w-3/5 rounded-full bg-line" />
        <span className="h-1.5 w-2/3 rounded-full bg-line" />
      </span>
      <span className="flex flex-1 flex-col justify-end gap-1 p-1.5">
        <span className="h-1.5 w-3/4 rounded-full bg-line-strong" />
        <span className="h-1.5 w-1/2 rounded-full bg-line-strong" />
        <span className="mt-1 h-3 rounded-sm border border-line-strong bg-raised" />
      </span>
    </span>
  );
}
