"use client";

import { useEffect } from "react";
import { followLook } from "./look.ts";

/** Keeps every page in the look of this device, signed in or not, after the script in its head has begun with it. */
export function LookFollower() {
  useEffect(followLook, []);
  return null;
}
