import { classNames } from "./class-names.ts";

/** The product's mark: a speech bubble on the accent. */
export function Mark({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        "grid size-6.5 shrink-0 place-items-center rounded-[8px] bg-accent text-on-accent",
        className,
      )}
    >
      <svg
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="size-[62%]"
      >
        <path d="M5 17V8a3 3 0 0 1 3-3h8a3 3 0 0 1 3 3v4a3 3 0 0 1-3 3H9z" />
      </svg>
    </span>
  );
}
