import { thumbHashToDataURL } from "thumbhash";

/** A blurred picture from the few bytes of a thumbhash, as an address; null where there is none to make. */
export function placeholderOf(thumbhash: string | null): string | null {
  if (thumbhash === null) return null;
  try {
    return thumbHashToDataURL(Uint8Array.from(atob(thumbhash), (char) => char.charCodeAt(0)));
  } catch {
    return null;
  }
}
