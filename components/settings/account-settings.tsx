"use client";

import { usePreference } from "../../lib/client/hooks.ts";
import { loadPage } from "../shell/load-page.ts";
import { openLayer } from "../shell/shell-state.ts";
import { Button } from "../ui/button.tsx";
import { Switch } from "../ui/switch.tsx";
import { changePreference } from "./change-preference.ts";
import { OwnSessions } from "./own-sessions.tsx";
import { Setting, SettingGroup } from "./setting-group.tsx";

export function AccountSettings() {
  const { showReceipts, showTyping, showPresence } = usePreference();
  return (
    <>
      <SettingGroup title="Privacy">
        <Switch
          label="Show when I have read a message"
          checked={showReceipts}
          onChange={(next) => changePreference({ showReceipts: next })}
        />
        <Switch
          label="Show when I am typing"
          checked={showTyping}
          onChange={(next) => changePreference({ showTyping: next })}
        />
        <Switch
          label="Show when I am online"
          hint="Otherwise others see you as offline, without a time."
          checked={showPresence}
          onChange={(next) => changePreference({ showPresence: next })}
        />
      </SettingGroup>
      <OwnSessions />
      <SettingGroup title="Account">
        <Setting label="E-mail, password and devices" hint="Opens the page of the identity service.">
          <Button onClick={() => loadPage("/account")}>Open</Button>
        </Setting>
        <Setting label="Sign out" hint="On this device.">
          <Button onClick={() => openLayer({ name: "signOut" })}>Sign out</Button>
        </Setting>
      </SettingGroup>
    </>
  );
}
