import type { Metadata } from "next";
import { BrowsePage } from "../../../../components/threads/browse-page.tsx";

export const metadata: Metadata = { title: "Browse threads" };

export default function Browse() {
  return <BrowsePage />;
}
