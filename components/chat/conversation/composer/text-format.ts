/** A text field's content and selection. */
export type Selected = { text: string; start: number; end: number };

/** Puts markers around the selection, or takes them away where they are already; the same words stay selected. */
export function toggleMarker({ text, start, end }: Selected, marker: string): Selected {
  const size = marker.length;
  const chosen = text.slice(start, end);
  const isOutside = text.slice(start - size, start) === marker && text.slice(end, end + size) === marker;
  if (isOutside && !isPartOfLonger({ text, start, end }, marker)) {
    return {
      text: text.slice(0, start - size) + chosen + text.slice(end + size),
      start: start - size,
      end: end - size,
    };
  }
  if (chosen.length > 2 * size && chosen.startsWith(marker) && chosen.endsWith(marker)) {
    const bare = chosen.slice(size, -size);
    return { text: text.slice(0, start) + bare + text.slice(end), start, end: start + bare.length };
  }
  // Spaces at the ends stay outside, or the markers would not count as such.
  const lead = chosen.length - chosen.trimStart().length;
  const trail = chosen.trim() === "" ? 0 : chosen.length - chosen.trimEnd().length;
  const from = start + (chosen.trim() === "" ? 0 : lead);
  const to = end - trail;
  const words = text.slice(from, to);
  return {
    text: text.slice(0, from) + marker + words + marker + text.slice(to),
    start: from + size,
    end: to + size,
  };
}

/** `_` beside `**` is its own marker, but `*` inside `**` is not. */
function isPartOfLonger({ text, start, end }: Selected, marker: string): boolean {
  const char = marker[0];
  return text[start - marker.length - 1] === char && text[end + marker.length] === char;
}

/** Code: a fence of its own for several lines, else backticks. */
export function toggleCode(selected: Selected): Selected {
  const { text, start, end } = selected;
  const chosen = text.slice(start, end);
  if (!chosen.includes("\n")) return toggleMarker(selected, "`");
  const before = start > 0 && text[start - 1] !== "\n" ? "\n" : "";
  const after = end < text.length && text[end] !== "\n" ? "\n" : "";
  const open = `${before}\`\`\`\n`;
  return {
    text: `${text.slice(0, start)}${open}${chosen}\n\`\`\`${after}${text.slice(end)}`,
    start: start + open.length,
    end: end + open.length,
  };
}

/** Makes the selection a link; with no address yet, the place for it is selected. */
export function insertLink({ text, start, end }: Selected, url: string | null): Selected {
  const chosen = text.slice(start, end) || "text";
  const address = url ?? "https://";
  const link = `[${chosen}](${address})`;
  const at = start + chosen.length + 3;
  const whole = text.slice(0, start) + link + text.slice(end);
  if (url !== null) return { text: whole, start: start + link.length, end: start + link.length };
  return { text: whole, start: at, end: at + address.length };
}

/** Puts whole lines where the caret is, apart from what stands around them; the caret goes below them. */
export function insertBlock({ text, start, end }: Selected, block: string): Selected {
  const before = text.slice(0, start);
  const after = text.slice(end);
  const lead = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const inserted = `${lead}${block}\n\n`;
  const at = start + inserted.length;
  return { text: before + inserted + after.replace(/^\n{1,2}/, ""), start: at, end: at };
}

const ADDRESS = /^https?:\/\/[^\s<>]+$/i;

/** What pasting makes: an address over selected words links them; null where an ordinary paste is right. */
export function pasteOver(selected: Selected, pasted: string): Selected | null {
  const url = pasted.trim();
  const chosen = selected.text.slice(selected.start, selected.end);
  if (chosen.trim() === "" || /[\n[\]]/.test(chosen) || ADDRESS.test(chosen) || !ADDRESS.test(url)) return null;
  return insertLink(selected, url);
}
