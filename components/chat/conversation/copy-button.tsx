"use client";

import { type ReactNode, useEffect, useState } from "react";
import { copyText } from "./clipboard.ts";

/** A small button that copies a text and says so for a moment. */
export function CopyButton({ text, label, children }: { text: string; label: string; children: ReactNode }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <button
      type="button"
      aria-label={copied ? "Copied" : label}
      onClick={() => void copyText(text).then(setCopied)}
      className="min-w-12 rounded-sm px-1.5 py-0.5 text-right hover:text-text max-md:min-h-9"
    >
      {copied ? "Copied" : children}
    </button>
  );
}
