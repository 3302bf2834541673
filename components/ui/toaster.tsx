"use client";

import { useSyncExternalStore } from "react";
import { Loaded } from "./loaded.tsx";
import { popupParts } from "./popup-parts.ts";
import { hearToasts, onWanted, toastsWanted } from "./toast.ts";

/** Where toasts appear. What shows them comes with the first one, which waits for it. */
export function Toaster() {
  const wanted = useSyncExternalStore(onWanted, toastsWanted, () => 0);
  // Each toast that is said while it is not there asks for it again.
  return wanted > 0 && <Loaded key={wanted} load={popupParts.notices} props={{ onReady: hearToasts }} />;
}
