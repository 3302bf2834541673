/** Who reacted, in words: "You, Bo and Cy", with the rest counted beyond `shown` names. */
export function whoReacted({
  names,
  count,
  mine,
  shown = 12,
}: {
  /** Of those known by name, me left out, in order. */
  names: readonly string[];
  count: number;
  mine: boolean;
  shown?: number;
}): string {
  const named = [...(mine ? ["You"] : []), ...names].slice(0, shown);
  const others = count - named.length;
  if (others > 0) named.push(others === 1 ? "1 other" : `${others} others`);
  if (named.length < 2) return named.join("");
  return `${named.slice(0, -1).join(", ")} and ${named.at(-1)}`;
}
