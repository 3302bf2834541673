import bash from "highlight.js/lib/languages/bash";
import css from "highlight.js/lib/languages/css";
import diff from "highlight.js/lib/languages/diff";
import go from "highlight.js/lib/languages/go";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import rust from "highlight.js/lib/languages/rust";
import sql from "highlight.js/lib/languages/sql";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";
import { createLowlight } from "lowlight";

const lowlight = createLowlight({
  bash,
  css,
  diff,
  go,
  java,
  javascript,
  json,
  python,
  rust,
  sql,
  typescript,
  xml,
  yaml,
});

/** A stretch of code and what it is: `keyword`, `string`, `comment` and so on, or null. */
export type CodePiece = { text: string; kind: string | null };

type HastNode = ReturnType<typeof lowlight.highlight>["children"][number];

function collect(node: HastNode, kind: string | null, pieces: CodePiece[]): void {
  if (node.type === "text") pieces.push({ text: node.value, kind });
  if (node.type !== "element") return;
  const names = Array.isArray(node.properties.className) ? node.properties.className.map(String) : [];
  const own = names.find((name) => name.startsWith("hljs-"))?.slice("hljs-".length) ?? kind;
  for (const child of node.children) collect(child, own, pieces);
}

/** Colours code, in its own chunk of script; null where the language is not one of ours. */
export function highlight(code: string, language: string): CodePiece[] | null {
  if (!lowlight.registered(language)) return null;
  const pieces: CodePiece[] = [];
  for (const node of lowlight.highlight(language, code).children) collect(node, null, pieces);
  return pieces;
}
