import inter from "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { preload } from "react-dom";
import { LookFollower } from "../components/theme/look-follower.tsx";
import { ThemeScript } from "../components/theme/theme-script.tsx";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Confab", template: "%s · Confab" },
  description: "Team chat on your own server.",
  applicationName: "Confab",
  manifest: "/manifest.webmanifest",
  robots: { index: false, follow: false },
  formatDetection: { telephone: false, email: false, address: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f4f4f8" },
    { media: "(prefers-color-scheme: dark)", color: "#121217" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // A prerendered page has no nonce and would be refused by the policy it is served with.
  await connection();
  // The style sheet would name it only after it was read; the page would be laid out twice.
  preload(inter, { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <ThemeScript nonce={nonce} />
      </head>
      <body>
        <LookFollower />
        {children}
      </body>
    </html>
  );
}
