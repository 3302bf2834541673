"use client";

import { useId } from "react";
import { useInBrowser } from "../shell/platform.ts";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { fieldClass } from "../ui/input.tsx";

/** Where the person's clock is: others see the time there, and quiet hours follow it. */
export function TimeZoneField({ value, onChange }: { value: string | null; onChange: (zone: string | null) => void }) {
  const id = useId();
  const inBrowser = useInBrowser();
  const here = inBrowser ? new Intl.DateTimeFormat().resolvedOptions().timeZone : null;
  const zones = inBrowser ? Intl.supportedValuesOf("timeZone") : [];
  const known = value === null || zones.includes(value) ? zones : [value, ...zones];
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        Time zone
      </label>
      <div className="flex gap-2">
        {/* Four hundred names: the browser's own list can be searched by typing and scrolls well on phones. */}
        <select
          id={id}
          value={value ?? ""}
          onChange={(event) => onChange(event.target.value || null)}
          className={classNames(fieldClass, "h-9 max-md:h-11")}
        >
          <option value="">As the device (not shown to others)</option>
          {known.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </select>
        {here && value !== here && (
          <Button className="h-9" onClick={() => onChange(here)}>
            Use this device&apos;s
          </Button>
        )}
      </div>
    </div>
  );
}
