import { Parser } from "htmlparser2";
import { withoutInvisible } from "../files/file-name.ts";

/** What a page says of itself in its head. */
export type PageWords = {
  title: string | null;
  description: string | null;
  siteName: string | null;
  /** As it stands there: perhaps relative. */
  image: string | null;
};

/** Of code points, after which there is an ellipsis. */
const MOST = { title: 200, description: 300, siteName: 80 };
const IMAGE_URL_MAX = 2_000;

/** The names under which pages say it, the better one first. */
const NAMES = {
  title: ["og:title", "twitter:title"],
  description: ["og:description", "twitter:description", "description"],
  siteName: ["og:site_name", "application-name"],
  image: ["og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"],
};
const WANTED = new Set(Object.values(NAMES).flat());

/** Reads the words of a page out of its HTML, however broken; time grows with its length and no faster. */
export function readPageWords(html: string): PageWords {
  const said = new Map<string, string>();
  let title = "";
  let within: "before" | "title" | "after" = "before";
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === "title" && within === "before") within = "title";
      const called = (attributes.property ?? attributes.name ?? "").trim().toLowerCase();
      if (name !== "meta" || !attributes.content || !WANTED.has(called) || said.has(called)) return;
      said.set(called, attributes.content);
    },
    ontext(text) {
      if (within === "title" && title.length < 4_000) title += text;
    },
    onclosetag(name) {
      if (name === "title" && within === "title") within = "after";
    },
  });
  parser.end(html);
  const first = (names: string[]) => names.map((name) => said.get(name)).find((words) => words?.trim()) ?? "";
  const image = first(NAMES.image).trim();
  return {
    title: tidy(first(NAMES.title) || title, MOST.title),
    description: tidy(first(NAMES.description), MOST.description),
    siteName: tidy(first(NAMES.siteName), MOST.siteName),
    image: image !== "" && image.length <= IMAGE_URL_MAX ? image : null,
  };
}

/** One line without what cannot be seen; null where nothing is left. */
function tidy(words: string, most: number): string | null {
  const line = withoutInvisible(words.slice(0, most * 8).replace(/\s+/g, " ")).trim();
  const letters = [...line];
  if (letters.length === 0) return null;
  return letters.length <= most ? line : `${letters.slice(0, most).join("").trimEnd()}…`;
}

const META = /<meta\b[^<>]*>/gi;
const CHARSET = /charset ?= ?["']?([\w-]{1,40})/i;

/** The text of a page's bytes, by the charset of its header, else what it says in its head, else UTF-8. */
export function decodePage(body: Buffer, charset: string | null): string {
  const metas = body.toString("latin1", 0, 2_048).match(META)?.join("") ?? "";
  const said = charset ?? CHARSET.exec(metas)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(said).decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}
