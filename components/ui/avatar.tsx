"use client";

import { useState } from "react";
import { classNames } from "./class-names.ts";
import { type Presence, PresenceDot } from "./presence-dot.tsx";

// White reads on each of these with at least 4.5 : 1.
const COLOURS = [
  "oklch(52% .17 277)",
  "oklch(53% .1 200)",
  "oklch(55% .15 30)",
  "oklch(52% .1 140)",
  "oklch(48% .12 320)",
  "oklch(52% .1 70)",
  "oklch(51% .14 245)",
  "oklch(53% .16 355)",
] as const;

/** The colour of a person, the same on every screen. */
export function colourOf(id: string): string {
  let hash = 2_166_136_261;
  for (const unit of id) hash = Math.imul(hash ^ unit.charCodeAt(0), 16_777_619);
  return COLOURS[(hash >>> 0) % COLOURS.length] ?? COLOURS[0];
}

/** The first letter of a name, a whole grapheme of it. */
export function initialOf(name: string): string {
  const first = new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(name.trim())[Symbol.iterator]().next();
  return first.done ? "?" : first.value.segment.toLocaleUpperCase();
}

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
      style={{ width: size, height: size, fontSize: size * 0.4, background: url && broken !== url ? undefined : colourOf(id) }}
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
        <PresenceDot presence={presence} className={classNames("absolute -right-1 -bottom-1", size <= 20 && "size-2.5")} />
      )}
    </span>
  );
}
