import { classNames } from "./class-names.ts";

/** A key or a chord as text: `⌘K`, `Alt ↑`. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  return (
    <kbd
      className={classNames(
        "rounded-[5px] border border-line px-1.25 font-sans text-[0.6875rem] leading-[1.125rem] font-medium whitespace-nowrap text-text-3",
        className,
      )}
    >
      {keys}
    </kbd>
  );
}
