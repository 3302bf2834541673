import { type ClassValue, clsx } from "clsx";
import { createTailwindMerge } from "tailwind-merge";

const any = () => true;
const isLength = (value: string) =>
  /^(?:xs|sm|base|md|lg|xl|[2-9]xl)$/.test(value) || /^\[[\d.]+(?:px|rem|em)\]$/.test(value);
const isEdge = (value: string) =>
  /^(?:[trblxyse]|\d+)(?:-|$)/.test(value) || /^(?:dashed|dotted|solid|none)$/.test(value);
const isWeight = (value: string) => /^(?:normal|medium|semibold|bold|\[\d+\])$/.test(value);

/**
 * The properties that a caller may set over what a component sets. The whole table of Tailwind is 6 KB of the first
 * load; a test reads the source and says where something else is set twice.
 */
const merge = createTailwindMerge(() => ({
  cacheSize: 500,
  theme: {},
  classGroups: {
    size: [{ size: [any] }],
    w: [{ w: [any] }],
    h: [{ h: [any] }],
    "min-w": [{ "min-w": [any] }],
    "min-h": [{ "min-h": [any] }],
    px: [{ px: [any] }],
    justify: [{ justify: ["start", "center", "end", "between"] }],
    shrink: [{ shrink: ["", any] }],
    rounded: [{ rounded: ["", (value: string) => !isEdge(value)] }],
    bg: [{ bg: [(value: string) => !/^(?:center|contain|cover|no-repeat)$/.test(value)] }],
    "border-color": [{ border: [(value: string) => !isEdge(value) && !/^\[\d/.test(value)] }],
    "text-size": [{ text: [isLength] }],
    "text-align": [{ text: ["left", "center", "right", "start", "end"] }],
    "text-colour": [{ text: [(value: string) => !/^(?:balance|pretty|wrap|nowrap|ellipsis|clip)$/.test(value)] }],
    weight: [{ font: [isWeight] }],
    grayscale: [{ grayscale: ["", any] }],
  },
  conflictingClassGroups: { size: ["w", "h"] },
  conflictingClassGroupModifiers: {},
  postfixLookupClassGroups: [],
  orderSensitiveModifiers: [],
}));

/** Joins class names; of two Tailwind classes for the same property the later one wins, if a component may set it anew. */
export function classNames(...values: ClassValue[]): string {
  return merge(clsx(values));
}
