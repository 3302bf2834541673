"use client";

import { useState } from "react";
import { colourOf, initialOf } from "./avatar-face.ts";
import { classNames } from "./class-names.ts";
import { type Presence, PresenceDot } from "./presence-dot.tsx";

type AvatarProps = {
  /** Whose it is: the id picks the colour. */
  id: string;
  name: string;
  url?: string | null;
  /** Pixels on each side. */
  size?: number;
  presence?: Presence | undefined;
  className?: string;
};

/** A rounded square with a picture or an initial. Hidden from readers aloud: the name always stands beside it. */
export function Avatar({ id, name, url, size = 36, presence, className }: AvatarProps) {
  const [broken, setBroken] = useState<string | null>(null);
  return (
    <span
      aria-hidden="true"
      style={{
        width: size,
        height: size,
        fontSize: size * 0.4,
        background: url && broken !== url ? undefined : colourOf(id),
      }}
      className={classNames(
        "relative grid shrink-0 place-items-center rounded-[30%] font-semibold tracking-tight text-white select-none forced-color-adjust-none",
        className,
      )}
    >
      {url && broken !== url ? (
        // eslint-disable-next-line @next/next/no-img-element -- avatars are stored small; the optimiser is off.
        <img
          src={url}
          alt=""
          width={size}
          height={size}
          referrerPolicy="no-referrer"
          onError={() => setBroken(url)}
          className="size-full rounded-[30%] object-cover"
        />
      ) : (
        initialOf(name)
      )}
      {presence && (
        <PresenceDot
          presence={presence}
          className={classNames("absolute -right-1 -bottom-1", size <= 20 && "size-2.5")}
        />
      )}
    </span>
  );
}
