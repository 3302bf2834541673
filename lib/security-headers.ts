import type { AuthMode } from "./auth/mode.ts";

/** Headers of every answer, whatever it is. */
export const SECURITY_HEADERS: readonly (readonly [name: string, value: string])[] = [
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "strict-origin-when-cross-origin"],
  ["x-frame-options", "DENY"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
  ["permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"],
];

/** Two years, as browsers ask for; sent where the product is reached by https. */
export const STRICT_TRANSPORT_SECURITY = ["strict-transport-security", "max-age=63072000; includeSubDomains"] as const;

export type PagePolicy = {
  nonce: string;
  /** The product's own origin, such as `https://chat.example.org`. */
  origin: string;
  development: boolean;
  mode: AuthMode;
  /** Clerk's Frontend API, such as `clerk.example.org`; not asked for under local identity. */
  clerkHost: string | null;
};

/**
 * The Content-Security-Policy of a page. A script runs only with the nonce or when such a script loads it. Inline styles
 * are allowed on purpose: positioning libraries and Clerk's components write them, and they cannot run code.
 */
export function contentSecurityPolicy({ nonce, origin, development, mode, clerkHost }: PagePolicy): string {
  const clerk = mode === "clerk" && clerkHost !== null ? [`https://${clerkHost}`] : [];
  const clerkImages = mode === "clerk" ? ["https://img.clerk.com"] : [];
  // Clerk's bot protection, shown on its sign-up page.
  const captcha = mode === "clerk" ? ["https://challenges.cloudflare.com"] : [];
  const directives: [name: string, ...sources: string[]][] = [
    ["default-src", "'self'"],
    // React's development build evaluates strings to rebuild stacks from the server.
    [
      "script-src",
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...(development ? ["'unsafe-eval'"] : []),
      ...clerk,
      ...captcha,
    ],
    ["style-src", "'self'", "'unsafe-inline'"],
    ["img-src", "'self'", "data:", "blob:", ...clerkImages, ...clerk],
    ["font-src", "'self'"],
    ["media-src", "'self'", "blob:"],
    ["connect-src", "'self'", webSocketOrigin(origin), ...clerk],
    ["worker-src", "'self'", "blob:"],
    ["frame-src", ...(captcha.length > 0 ? captcha : ["'none'"])],
    ["manifest-src", "'self'"],
    ["object-src", "'none'"],
    ["base-uri", "'none'"],
    ["frame-ancestors", "'none'"],
    ["form-action", "'self'"],
  ];
  return directives.map((directive) => directive.join(" ")).join("; ");
}

/** `ws:` or `wss:` at the product's own host: `'self'` covers web sockets in some browsers only. */
function webSocketOrigin(origin: string): string {
  return origin.replace(/^http/, "ws");
}
