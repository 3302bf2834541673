import { makeThumbnail, type Thumbnail } from "../files/thumbnail.ts";
import { fetchLink, type Fetched, type Limit, LinkRefused } from "./fetch-link.ts";
import type { Network } from "./network.ts";
import { decodePage, readPageWords } from "./page-words.ts";

/** What there is to show of a link. */
export type LinkSummary = {
  title: string | null;
  description: string | null;
  siteName: string;
  picture: Thumbnail | null;
};

/** For all of a link: names, redirects, page and picture, in ms. */
const TIME_MS = 10_000;
/** The head of a page is near its beginning. */
const PAGE: Limit = { bytes: 512 * 1024, cut: true };
const PICTURE: Limit = { bytes: 5 * 1024 * 1024, cut: false };
/** Smaller ones count visitors. */
const PICTURE_MIN_PX = 48;

const isPage = (type: string) => type === "text/html" || type === "application/xhtml+xml";
const isPicture = (type: string) => type.startsWith("image/");

/**
 * What a link leads to, in words and a picture that is encoded anew; null where nothing is to be shown of it.
 * @throws Error where another try may go better.
 */
export async function lookUpLink(
  link: string,
  { network, timeMs = TIME_MS }: { network: Network; timeMs?: number },
): Promise<LinkSummary | null> {
  const signal = AbortSignal.timeout(timeMs);
  try {
    const limitOf = (type: string) => (isPage(type) ? PAGE : isPicture(type) ? PICTURE : null);
    const fetched = await fetchLink(link, { network, signal, limitOf });
    return isPicture(fetched.type) ? await ofPicture(fetched) : await ofPage(fetched, network, signal);
  } catch (error) {
    if (error instanceof LinkRefused) return null;
    throw error;
  }
}

const siteOf = (url: URL): string => url.hostname.replace(/^www\./, "");

async function ofPicture({ url, body }: Fetched): Promise<LinkSummary | null> {
  const picture = await pictureOf(body);
  return picture && { title: null, description: null, siteName: siteOf(url), picture };
}

async function ofPage({ url, charset, body }: Fetched, network: Network, signal: AbortSignal) {
  const { title, description, siteName, image } = readPageWords(decodePage(body, charset));
  // A picture without words says less than the link itself.
  if (title === null) return null;
  const picture = image !== null && URL.canParse(image, url) ? await fetchPicture(new URL(image, url)) : null;
  return { title, description, siteName: siteName ?? siteOf(url), picture };

  async function fetchPicture({ href }: URL): Promise<Thumbnail | null> {
    const limitOf = (type: string) => (isPicture(type) ? PICTURE : null);
    // The words are worth showing without it.
    const fetched = await fetchLink(href, { network, signal, limitOf }).catch(() => null);
    return fetched && pictureOf(fetched.body);
  }
}

async function pictureOf(body: Buffer): Promise<Thumbnail | null> {
  const picture = await makeThumbnail(body);
  return picture && Math.min(picture.width, picture.height) >= PICTURE_MIN_PX ? picture : null;
}
