"use client";

import { type KeyboardEvent, type ReactNode, useState } from "react";
import { classNames } from "../../../ui/class-names.ts";

/** Text that shows itself when asked to. Hidden, it is hidden from readers aloud and from copying too. */
export function Spoiler({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState(false);
  if (shown) return <span className="rounded-[5px] bg-hover px-0.5">{children}</span>;
  const show = () => setShown(true);
  return (
    <span
      role="button"
      tabIndex={0}
      aria-label="Spoiler, show it"
      onClick={show}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        show();
      }}
      className={classNames(
        "cursor-pointer rounded-[5px] bg-text-2 px-0.5 text-transparent select-none hover:bg-text-3",
      )}
    >
      <span aria-hidden="true" className="pointer-events-none opacity-0">
        {children}
      </span>
    </span>
  );
}
