/**
 * Stands in the browser for the package `entities`, of which markdown-it wants one function, for `&amp;` and the like in
 * the addresses of links: the browser knows those 2,200 names already, and 8 KB of tables need not be sent (next.config.ts).
 * `text` is one reference with its semicolon; what is no such name is given back as it is.
 */
export function decodeHTMLStrict(text: string): string {
  if (!/^&#?\w+;$/.test(text)) return text;
  const field = document.createElement("textarea");
  field.innerHTML = text;
  const decoded = field.value;
  // `&notit;` is read as `&not` and "it;": a whole name leaves no semicolon, but for its own.
  return decoded.endsWith(";") && text !== "&semi;" ? text : decoded;
}
