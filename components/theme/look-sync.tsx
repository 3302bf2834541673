"use client";

import { useEffect } from "react";
import { usePreference } from "../../lib/client/hooks.ts";
import { keepLook } from "./look.ts";

/** Puts on what the person chose, here or on another of their devices. */
export function LookSync() {
  const { theme, density, reducedMotion } = usePreference();
  useEffect(() => keepLook({ theme, density, reducedMotion }), [theme, density, reducedMotion]);
  return null;
}
