import { clerkMiddleware } from "@clerk/nextjs/server";
import { NextResponse } from "next/server";
import { authMode } from "./lib/auth/mode.ts";
import { frontendApiHost } from "./lib/auth/publishable-key.ts";
import { contentSecurityPolicy, SECURITY_HEADERS, STRICT_TRANSPORT_SECURITY } from "./lib/security-headers.ts";

/**
 * Keeps Clerk's cookies fresh, and gives each page its Content-Security-Policy. It decides nothing about access: every
 * page and handler authenticates and authorises by itself, as if this file were not there.
 */
export default clerkMiddleware(
  (_auth, request) => {
    const origin = process.env.APP_URL ?? request.nextUrl.origin;
    const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
    const policy = contentSecurityPolicy({
      nonce,
      origin,
      development: process.env.NODE_ENV === "development",
      mode: authMode(process.env),
      clerkHost: frontendApiHost(process.env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY ?? ""),
    });
    const passedOn = new Headers(request.headers);
    passedOn.set("x-nonce", nonce);
    passedOn.set("content-security-policy", policy);
    // A page knows its parameters but not its address; the sign-in page leads back to it.
    passedOn.set("x-return-to", request.nextUrl.pathname + request.nextUrl.search);
    const response = NextResponse.next({ request: { headers: passedOn } });
    response.headers.set("content-security-policy", policy);
    for (const [name, value] of SECURITY_HEADERS) response.headers.set(name, value);
    if (origin.startsWith("https:")) response.headers.set(...STRICT_TRANSPORT_SECURITY);
    return response;
  },
  // A function: the environment of local identity is set after this module may have been read.
  () => ({
    jwtKey: process.env.CLERK_JWT_KEY,
    ...(process.env.APP_URL ? { authorizedParties: [process.env.APP_URL] } : {}),
  }),
);

export const config = {
  // Everything but Next's own files. Not by file ending: a page's path may end like a file's.
  matcher: ["/((?!_next/).*)"],
};
