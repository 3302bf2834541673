import { codeSpans } from "./code-spans.ts";

/** A name as it stands in the composer, and the permanent form it is sent in: `@Ada Reyes` and `<@id>`. */
export type NamedMention = { label: string; permanent: string };

const GROUPS: readonly NamedMention[] = [
  { label: "@everyone", permanent: "<!everyone>" },
  { label: "@here", permanent: "<!here>" },
];

const PERMANENT = /<[@#&][0-9a-f-]{36}>|<!(?:everyone|here)>/gi;

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Changes what is not code, and leaves code as it is: there, a name is only a name. */
function outsideCode(text: string, change: (part: string) => string): string {
  let changed = "";
  let from = 0;
  for (const code of codeSpans(text)) {
    changed += change(text.slice(from, code.from)) + text.slice(code.from, code.to);
    from = code.to;
  }
  return changed + change(text.slice(from));
}

/**
 * The text as it is sent. A label counts only as a whole word: `@Ada` is not found in `@Adam`, and of two labels that
 * begin alike the longer one wins.
 */
export function toPermanent(text: string, mentions: readonly NamedMention[]): string {
  const known = new Map([...GROUPS, ...mentions].map(({ label, permanent }) => [label, permanent]));
  const labels = [...known.keys()].sort((a, b) => b.length - a.length).map(escape);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_<])(?:${labels.join("|")})(?![\\p{L}\\p{N}_])`, "gu");
  return outsideCode(text, (part) => part.replace(pattern, (label) => known.get(label) ?? label));
}

/** The label for somebody new beside those already named: of two Adas the second one also shows a mark of its own. */
export function labelFor(wanted: NamedMention, mentions: readonly NamedMention[], mark: string): NamedMention {
  const taken = (label: string) => mentions.some((one) => one.label === label && one.permanent !== wanted.permanent);
  return taken(wanted.label) ? { ...wanted, label: `${wanted.label} (${mark})` } : wanted;
}

/**
 * A sent text as it is edited: names instead of permanent forms. What `nameOf` does not know stays as it is. `beside`:
 * mentions that stand in the field already; they are in the answer too.
 */
export function toShown(
  body: string,
  nameOf: (permanent: string) => string | null,
  beside: readonly NamedMention[] = [],
): { text: string; mentions: NamedMention[] } {
  const mentions = [...beside];
  const text = outsideCode(body, (part) =>
    part.replace(PERMANENT, (found) => {
      const permanent = found.toLowerCase();
      const group = GROUPS.find((one) => one.permanent === permanent);
      const name = group ? group.label : nameOf(permanent);
      if (name === null) return found;
      const known = mentions.find((one) => one.permanent === permanent);
      if (known) return known.label;
      const mention = labelFor({ label: name, permanent }, mentions, permanent.slice(-5, -1));
      if (!group) mentions.push(mention);
      return mention.label;
    }),
  );
  return { text, mentions };
}
