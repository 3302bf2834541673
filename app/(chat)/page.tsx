import type { Metadata } from "next";

export const metadata: Metadata = { title: "Home" };

/** The shell draws home itself, from the address and the store. */
export default function HomePage() {
  return null;
}
