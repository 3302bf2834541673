"use client";

import { useSyncExternalStore } from "react";

const onMac = () => /Mac|iPhone|iPad/.test(navigator.userAgent);
const never = () => () => {};

/** Whether shortcuts are shown and bound with ⌘; false until the page runs in a browser. */
export const useIsMac = (): boolean => useSyncExternalStore(never, onMac, () => false);

function useMedia(query: string, onServer: boolean): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query);
      media.addEventListener("change", changed);
      return () => media.removeEventListener("change", changed);
    },
    () => matchMedia(query).matches,
    () => onServer,
  );
}

/** Room for all three columns. */
export const useIsWide = (): boolean => useMedia("(min-width: 1181px)", true);

/** False on the server and in the first paint, so that what only the browser knows does not differ from it. */
export const useInBrowser = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
