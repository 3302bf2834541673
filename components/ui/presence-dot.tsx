import { classNames } from "./class-names.ts";

export type Presence = "online" | "idle" | "offline" | "dnd";

/** Online is a full disc, idle a half, offline a ring, do-not-disturb a disc with a bar: shape tells as much as colour. */
export function PresenceDot({ presence, className }: { presence: Presence; className?: string }) {
  return (
    <svg
      viewBox="0 0 12 12"
      aria-hidden="true"
      data-presence={presence}
      className={classNames("size-3 forced-color-adjust-none rounded-full bg-surface", className)}
    >
      {presence === "online" && <circle cx="6" cy="6" r="4" fill="var(--ok)" />}
      {presence === "idle" && (
        <g>
          <circle cx="6" cy="6" r="3.25" fill="none" stroke="var(--warn)" strokeWidth="1.5" />
          <path d="M6 2.75a3.25 3.25 0 0 0 0 6.5Z" fill="var(--warn)" />
        </g>
      )}
      {presence === "offline" && <circle cx="6" cy="6" r="3" fill="none" stroke="var(--text-3)" strokeWidth="2" />}
      {presence === "dnd" && (
        <g>
          <circle cx="6" cy="6" r="4" fill="var(--danger)" />
          <path d="M4 6h4" stroke="var(--surface)" strokeWidth="1.75" strokeLinecap="round" />
        </g>
      )}
    </svg>
  );
}
