/** Who is typing, split so that the names can be set apart; null when nobody is. */
export function typingSentence(names: readonly string[]): { text: string; isName: boolean }[] | null {
  const name = (text: string) => ({ text, isName: true });
  const plain = (text: string) => ({ text, isName: false });
  const [first, second, third] = names;
  if (first === undefined) return null;
  if (second === undefined) return [name(first), plain(" is typing")];
  if (third === undefined) return [name(first), plain(" and "), name(second), plain(" are typing")];
  if (names.length === 3) {
    return [name(first), plain(", "), name(second), plain(" and "), name(third), plain(" are typing")];
  }
  return [plain("Several people are typing")];
}
