import type { ReactNode } from "react";

/** A card in the look of Clerk's forms, for the pages beside them. */
export function AuthCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4 rounded-lg border border-line bg-raised p-7 text-sm text-text-2 shadow-raised">
      <h1 className="text-xl font-[650] tracking-tight text-balance text-text">{title}</h1>
      {children}
    </section>
  );
}

/** A link that looks like a button. Page loads, so that Clerk's components come along. */
export function AuthLink({
  href,
  look,
  children,
}: {
  href: string;
  look: "primary" | "secondary";
  children: ReactNode;
}) {
  const colours =
    look === "primary" ? "bg-accent text-on-accent" : "border border-line bg-raised text-text hover:bg-hover";
  return (
    <a
      href={href}
      className={`grid h-10 place-items-center rounded-md px-4 font-semibold transition-colors ${colours}`}
    >
      {children}
    </a>
  );
}
