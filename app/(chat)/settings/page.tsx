import type { Metadata } from "next";
import { Queries } from "../../../components/chat/queries.tsx";
import { SettingsPage } from "../../../components/settings/settings-page.tsx";

export const metadata: Metadata = { title: "Settings" };

export default function Settings() {
  return (
    <Queries>
      <SettingsPage />
    </Queries>
  );
}
