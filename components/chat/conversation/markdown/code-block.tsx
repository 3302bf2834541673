"use client";

import { useEffect, useState } from "react";
import { classNames } from "../../../ui/class-names.ts";
import { CopyButton } from "../copy-button.tsx";
import type { CodePiece } from "./highlight.ts";

const GREEN = "text-[color-mix(in_oklch,var(--ok)_72%,var(--text))]";

const LOOKS: Record<string, string> = {
  keyword: "text-accent-text",
  built_in: "text-accent-text",
  literal: "text-accent-text",
  "selector-tag": "text-accent-text",
  name: "text-accent-text",
  section: "text-accent-text",
  string: GREEN,
  addition: GREEN,
  regexp: GREEN,
  number: "text-warn-text",
  attr: "text-warn-text",
  attribute: "text-warn-text",
  type: "text-warn-text",
  deletion: "text-danger",
  comment: "text-text-3 italic",
  meta: "text-text-3",
};

/** The highlighter; what it is asked first runs in a task of its own, so that keys are answered in between. */
async function loadHighlighter() {
  const { highlight } = await import("./highlight.ts");
  await new Promise((resolve) => setTimeout(resolve));
  return highlight;
}

/** Colours come once the highlighter has loaded; the text, and so the height, is there from the start. */
function usePieces(text: string, language: string): CodePiece[] | null {
  const [found, setFound] = useState<{ text: string; pieces: CodePiece[] | null } | null>(null);
  useEffect(() => {
    if (language === "") return;
    let left = false;
    loadHighlighter().then(
      (highlight) => {
        if (!left) setFound({ text, pieces: highlight(text, language) });
      },
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [text, language]);
  return found?.text === text ? found.pieces : null;
}

export function CodeBlock({ text, language }: { text: string; language: string }) {
  const code = text.replace(/\n$/, "");
  const pieces = usePieces(code, language.toLowerCase());
  return (
    <div className="my-1.5 max-w-160 overflow-hidden rounded-md border border-line bg-code">
      <div className="flex items-center justify-between border-b border-line py-0.5 pr-1 pl-2.5 text-xs font-medium text-text-3">
        <span className="truncate">{language || "code"}</span>
        <CopyButton text={code} label="Copy code">
          Copy
        </CopyButton>
      </div>
      {/* Focusable, because what is wider than the pane is scrolled by keyboard. */}
      <pre
        tabIndex={0}
        aria-label={language ? `Code, ${language}` : "Code"}
        role="region"
        className="scroll-quiet max-h-96 overflow-auto px-3 py-2.5 font-mono text-sm leading-[1.55] max-md:whitespace-pre-wrap"
      >
        <code>
          {pieces?.map(({ text: piece, kind }, index) => (
            <span key={index} className={classNames(kind && LOOKS[kind.split(".")[0] ?? ""])}>
              {piece}
            </span>
          )) ?? code}
        </code>
      </pre>
    </div>
  );
}
