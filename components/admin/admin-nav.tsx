"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { classNames } from "../ui/class-names.ts";
import { Mark } from "../ui/mark.tsx";
import { ADMIN_SECTIONS } from "./sections.tsx";

const rowClass =
  "flex min-h-row items-center gap-2.5 rounded-sm px-2.5 text-sm text-text-2 hover:bg-hover max-md:min-h-touch [&_svg]:size-[17px] [&_svg]:shrink-0 [&_svg]:stroke-[1.75]";

/** The left column of the admin page, and what its drawer holds. */
export function AdminNav() {
  const path = usePathname();
  return (
    <nav aria-label="Admin" className="flex min-h-0 flex-1 flex-col overflow-y-auto bg-surface px-2 pb-3">
      <div className="flex h-header shrink-0 items-center gap-2 px-2 font-[650] tracking-[-0.01em]">
        <Mark />
        Admin
      </div>
      <ul className="flex flex-col gap-px">
        {ADMIN_SECTIONS.map((section) => {
          const current = path === section.path || path.startsWith(`${section.path}/`);
          return (
            <li key={section.path}>
              <Link
                href={section.path}
                aria-current={current ? "page" : undefined}
                className={classNames(rowClass, current && "bg-active font-medium text-text")}
              >
                {section.icon}
                {section.label}
              </Link>
            </li>
          );
        })}
      </ul>
      <Link href="/" className={classNames(rowClass, "mt-auto")}>
        <ArrowLeft />
        Back to the workspace
      </Link>
    </nav>
  );
}
