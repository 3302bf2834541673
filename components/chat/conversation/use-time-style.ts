"use client";

import { useMemo } from "react";
import { useMe, usePreference } from "../../../lib/client/hooks.ts";
import type { TimeStyle } from "./time-text.ts";

/** How the viewer wants times: their locale, clock and zone; without a zone, the device's. */
export function useTimeStyle(): TimeStyle {
  const { locale, hourCycle } = usePreference();
  const { timeZone } = useMe();
  return useMemo(() => ({ locale, hourCycle, timeZone }), [locale, hourCycle, timeZone]);
}
