"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { PageHeader } from "../shell/page-header.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { AccountSettings } from "./account-settings.tsx";
import { AppearanceSettings } from "./appearance-settings.tsx";
import { KeyboardSettings } from "./keyboard-settings.tsx";
import { NotificationSettings } from "./notification-settings.tsx";
import { ProfileSettings } from "./profile-settings.tsx";

const TABS = [
  { value: "profile", label: "Profile", content: <ProfileSettings /> },
  { value: "appearance", label: "Appearance", content: <AppearanceSettings /> },
  { value: "notifications", label: "Notifications", content: <NotificationSettings /> },
  { value: "keyboard", label: "Keyboard", content: <KeyboardSettings /> },
  { value: "account", label: "Account", content: <AccountSettings /> },
];

/** One's own settings; which tab is open is part of the address. */
export function SettingsPage() {
  const wanted = useSearchParams().get("tab");
  const tab = TABS.some(({ value }) => value === wanted) ? (wanted ?? "profile") : "profile";
  const router = useRouter();
  return (
    <>
      <PageHeader title="Settings" />
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-2xl px-6 py-4 max-md:px-4">
          <Tabs
            label="Settings"
            tabs={TABS}
            value={tab}
            onChange={(value) => router.replace(`/settings?tab=${value}`)}
          />
        </div>
      </div>
    </>
  );
}
