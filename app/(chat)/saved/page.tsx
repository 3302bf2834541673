import type { Metadata } from "next";
import { Queries } from "../../../components/chat/queries.tsx";
import { SavedPage } from "../../../components/saved/saved-page.tsx";

export const metadata: Metadata = { title: "Saved messages" };

export default function Saved() {
  return (
    <Queries>
      <SavedPage />
    </Queries>
  );
}
