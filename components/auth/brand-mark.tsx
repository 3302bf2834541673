/** The product's mark and name. */
export function BrandMark() {
  return (
    <span className="inline-flex items-center gap-2.5 text-lg font-[650] tracking-tight">
      <span aria-hidden="true" className="grid size-8 place-items-center rounded-[10px] bg-accent text-on-accent">
        <svg
          viewBox="0 0 24 24"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
          className="size-[18px]"
        >
          <path d="M21 11.5a8.5 8.5 0 0 1-12.4 7.5L3 21l2-5.6A8.5 8.5 0 1 1 21 11.5Z" />
          <path d="M9 10.5h6M9 14h3.5" />
        </svg>
      </span>
      Confab
    </span>
  );
}
