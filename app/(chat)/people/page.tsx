import type { Metadata } from "next";
import { Queries } from "../../../components/chat/queries.tsx";
import { PeoplePage } from "../../../components/people/people-page.tsx";

export const metadata: Metadata = { title: "People" };

export default function People() {
  return (
    <Queries>
      <PeoplePage />
    </Queries>
  );
}
