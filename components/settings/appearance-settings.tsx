"use client";

import { usePreference } from "../../lib/client/hooks.ts";
import type { PreferenceView } from "../../lib/contract/preferences.ts";
import { shortTime } from "../chat/conversation/time-text.ts";
import { useNow } from "../chat/conversation/use-now.ts";
import { useTimeStyle } from "../chat/conversation/use-time-style.ts";
import { Select } from "../ui/select.tsx";
import { Switch } from "../ui/switch.tsx";
import { changePreference } from "./change-preference.ts";
import { Setting, SettingGroup } from "./setting-group.tsx";
import { ThemePictures } from "./theme-pictures.tsx";

const DENSITIES: { value: PreferenceView["density"]; label: string }[] = [
  { value: "comfortable", label: "Comfortable" },
  { value: "compact", label: "Compact" },
];

const CLOCKS: { value: PreferenceView["hourCycle"]; label: string }[] = [
  { value: "auto", label: "As the region" },
  { value: "h12", label: "12 hours" },
  { value: "h23", label: "24 hours" },
];

const REGIONS = [
  { value: "en", label: "English (US)" },
  { value: "en-GB", label: "English (UK)" },
  { value: "de", label: "Deutsch" },
  { value: "es", label: "Español" },
  { value: "fr", label: "Français" },
  { value: "ja", label: "日本語" },
  { value: "zh", label: "中文" },
];

export function AppearanceSettings() {
  const preference = usePreference();
  const timeStyle = useTimeStyle();
  const now = new Date(useNow(30_000));
  const regions = REGIONS.some(({ value }) => value === preference.locale)
    ? REGIONS
    : [{ value: preference.locale, label: preference.locale }, ...REGIONS];
  return (
    <>
      <SettingGroup title="Theme">
        <ThemePictures value={preference.theme} onChange={(theme) => changePreference({ theme })} />
      </SettingGroup>
      <SettingGroup title="Layout">
        <Setting label="Density" hint="Compact fits more of a conversation on the screen.">
          <Select
            label="Density"
            value={preference.density}
            options={DENSITIES}
            onChange={(density) => changePreference({ density })}
          />
        </Setting>
        <Switch
          label="Reduce motion"
          hint="Nothing slides or fades. Your device's own setting is honoured either way."
          checked={preference.reducedMotion}
          onChange={(reducedMotion) => changePreference({ reducedMotion })}
        />
      </SettingGroup>
      <SettingGroup title="Dates and times">
        <Setting label="Region" hint={`A message of this minute shows ${shortTime(now.toISOString(), timeStyle)}.`}>
          <Select
            label="Region"
            value={preference.locale}
            options={regions}
            onChange={(locale) => changePreference({ locale })}
          />
        </Setting>
        <Setting label="Clock">
          <Select
            label="Clock"
            value={preference.hourCycle}
            options={CLOCKS}
            onChange={(hourCycle) => changePreference({ hourCycle })}
          />
        </Setting>
      </SettingGroup>
    </>
  );
}
