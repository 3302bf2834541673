import { localId } from "./store.ts";

const BROWSERS: [name: string, pattern: RegExp][] = [
  ["Edge", /\bEdg\/(\d+)/],
  ["Opera", /\bOPR\/(\d+)/],
  ["Firefox", /\bFirefox\/(\d+)/],
  ["Chrome", /\b(?:Headless)?Chrome\/(\d+)/],
  ["Safari", /\bVersion\/(\d+).*Safari/],
];
const SYSTEMS: [name: string, pattern: RegExp][] = [
  ["Android", /Android/],
  ["iPhone", /iPhone/],
  ["iPad", /iPad/],
  ["Windows", /Windows/],
  ["Macintosh", /Mac OS X/],
  ["Linux", /Linux/],
];

/** What Clerk's profile lists of the device a session runs on, read from its User-Agent. */
export function deviceView(userAgent: string) {
  const browser = BROWSERS.find(([, pattern]) => pattern.test(userAgent));
  const system = SYSTEMS.find(([, pattern]) => pattern.test(userAgent))?.[0];
  return {
    object: "session_activity",
    id: localId("act"),
    browser_name: browser?.[0] ?? null,
    browser_version: browser ? (browser[1].exec(userAgent)?.[1] ?? null) : null,
    device_type: system ?? null,
    ip_address: "127.0.0.1",
    city: "this computer",
    country: null,
    is_mobile: system === "Android" || system === "iPhone",
  };
}
