import type { Metadata } from "next";
import { Queries } from "../../../components/chat/queries.tsx";
import { SearchPage } from "../../../components/search/search-page.tsx";

export const metadata: Metadata = { title: "Search" };

export default function Search() {
  return (
    <Queries>
      <SearchPage />
    </Queries>
  );
}
