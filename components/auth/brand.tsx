import { Mark } from "../ui/mark.tsx";

/** The product's mark and name. */
export function Brand() {
  return (
    <span className="inline-flex items-center gap-2.5 text-lg font-[650] tracking-tight">
      <Mark />
      Confab
    </span>
  );
}
