"use client";

import { FileText } from "lucide-react";
import type { ReactNode } from "react";
import { fileEnding } from "./file-size.ts";

type FileCardProps = {
  name: string;
  /** Under the name: size, state, what went wrong. */
  detail: ReactNode;
  /** In place of the sheet of paper. */
  picture?: ReactNode;
  children?: ReactNode;
};

/** What kind of file it is, by the ending of its name. */
export function FileTile({ name }: { name: string }) {
  return (
    <span
      aria-hidden="true"
      className="grid size-10 shrink-0 place-items-center rounded-sm bg-hover text-[0.625rem] font-bold tracking-wide text-text-2"
    >
      {fileEnding(name) || <FileText className="size-5" />}
    </span>
  );
}

/** A file in one line: what it is, its name, how it stands, and what can be done with it. */
export function FileCard({ name, detail, picture, children }: FileCardProps) {
  return (
    <div className="flex w-80 max-w-full items-center gap-2.5 rounded-md border border-line bg-raised py-1.5 pr-1.5 pl-2">
      {picture ?? <FileTile name={name} />}
      <span className="min-w-0 flex-1 leading-tight">
        <span className="block truncate text-sm font-medium" title={name}>
          {name}
        </span>
        <span className="line-clamp-2 text-xs text-text-3">{detail}</span>
      </span>
      {children}
    </div>
  );
}
