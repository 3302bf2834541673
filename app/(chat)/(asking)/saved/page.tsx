import type { Metadata } from "next";
import { SavedPage } from "../../../../components/saved/saved-page.tsx";

export const metadata: Metadata = { title: "Saved messages" };

export default function Saved() {
  return <SavedPage />;
}
