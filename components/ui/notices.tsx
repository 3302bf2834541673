"use client";

import { useEffect } from "react";
import { Toaster as Sonner, toast } from "sonner";

export type Toast = typeof toast;

/** Where toasts appear; it takes its colours from the tokens, so the theme needs no second answer. */
export function Notices({ onReady }: { onReady: (speak: Toast) => void }) {
  // After the effect of the toaster below: what is said from now on is heard.
  useEffect(() => onReady(toast), [onReady]);
  return (
    <Sonner
      position="bottom-center"
      visibleToasts={3}
      gap={8}
      offset={{ bottom: 96 }}
      mobileOffset={{ bottom: 88 }}
      containerAriaLabel="Notices"
      className="font-sans!"
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-(--width) items-center gap-3 rounded-md border border-line bg-raised px-4 py-3 text-sm text-text shadow-raised",
          content: "min-w-0 flex-1",
          title: "font-medium",
          description: "text-text-2",
          actionButton: "shrink-0 rounded-sm px-2 py-1 font-semibold text-accent-text hover:bg-hover",
          icon: "shrink-0 empty:hidden [&_svg]:size-4",
          error: "text-danger",
        },
      }}
    />
  );
}
