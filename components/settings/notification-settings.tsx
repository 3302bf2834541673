"use client";

import { usePreference } from "../../lib/client/hooks.ts";
import { LEVEL_TEXT } from "../threads/level-text.ts";
import { Input } from "../ui/input.tsx";
import { Select } from "../ui/select.tsx";
import { Switch } from "../ui/switch.tsx";
import { changePreference } from "./change-preference.ts";
import { clockOfMinute, minuteOfClock } from "./minute-of-day.ts";
import { Setting, SettingGroup } from "./setting-group.tsx";

const LEVELS = (["ALL", "MENTIONS", "NOTHING"] as const).map((value) => ({ value, label: LEVEL_TEXT[value] }));

const TEN_IN_THE_EVENING = 22 * 60;
const EIGHT_IN_THE_MORNING = 8 * 60;

export function NotificationSettings() {
  const { notificationLevel, dndFrom, dndTo } = usePreference();
  const quiet = dndFrom !== null && dndTo !== null;
  return (
    <>
      <SettingGroup title="What to notify me about" hint="For threads that have no level of their own.">
        <Setting label="Notify me about">
          <Select
            label="Notify me about"
            value={notificationLevel}
            options={LEVELS}
            onChange={(level) => changePreference({ notificationLevel: level })}
          />
        </Setting>
      </SettingGroup>
      <SettingGroup title="Do not disturb">
        <Switch
          label="Quiet hours every day"
          hint="Others see that you do not want to be disturbed."
          checked={quiet}
          onChange={(on) =>
            changePreference(
              on ? { dndFrom: TEN_IN_THE_EVENING, dndTo: EIGHT_IN_THE_MORNING } : { dndFrom: null, dndTo: null },
            )
          }
        />
        {quiet && (
          <Setting label="From and to" hint="In your own time zone.">
            <span className="flex items-center gap-2">
              <ClockField label="From" minute={dndFrom} onChange={(minute) => changePreference({ dndFrom: minute })} />
              <span aria-hidden="true">–</span>
              <ClockField label="To" minute={dndTo} onChange={(minute) => changePreference({ dndTo: minute })} />
            </span>
          </Setting>
        )}
      </SettingGroup>
    </>
  );
}

type ClockFieldProps = { label: string; minute: number; onChange: (minute: number) => void };

function ClockField({ label, minute, onChange }: ClockFieldProps) {
  return (
    <Input
      type="time"
      aria-label={label}
      defaultValue={clockOfMinute(minute)}
      onBlur={(event) => {
        const chosen = minuteOfClock(event.target.value);
        if (chosen !== null && chosen !== minute) onChange(chosen);
      }}
      className="w-28 tabular-nums"
    />
  );
}
