"use client";

import { usePreference } from "../../lib/client/hooks.ts";
import type { PreferenceView } from "../../lib/contract/preferences.ts";
import { useIsMac } from "../shell/platform.ts";
import { openLayer } from "../shell/shell-state.ts";
import { shortcutText } from "../shell/shortcuts.ts";
import { Button } from "../ui/button.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { Select } from "../ui/select.tsx";
import { changePreference } from "./change-preference.ts";
import { Setting, SettingGroup } from "./setting-group.tsx";

const SPOKEN: { value: PreferenceView["announceVerbosity"]; label: string }[] = [
  { value: "all", label: "Every message" },
  { value: "mentions", label: "Only mentions of me" },
  { value: "off", label: "Nothing" },
];

export function KeyboardSettings() {
  const preference = usePreference();
  const mac = useIsMac();
  const sendKeys: { value: PreferenceView["sendKey"]; label: string }[] = [
    { value: "enter", label: "Enter" },
    { value: "ctrl-enter", label: mac ? "⌘ Enter" : "Ctrl Enter" },
  ];
  return (
    <>
      <SettingGroup title="Keyboard">
        <Setting
          label="Send with"
          hint={
            preference.sendKey === "enter"
              ? "Shift Enter breaks the line."
              : "Enter breaks the line: good for longer messages."
          }
        >
          <Select
            label="Send with"
            value={preference.sendKey}
            options={sendKeys}
            onChange={(sendKey) => changePreference({ sendKey })}
          />
        </Setting>
        <Setting label="Shortcuts" hint="Everything here can be done without a mouse.">
          <Button onClick={() => openLayer({ name: "shortcuts" })}>
            Show all <Kbd keys={shortcutText("help", mac)} />
          </Button>
        </Setting>
      </SettingGroup>
      <SettingGroup title="Reading aloud" hint="What a screen reader says about the conversation that is open.">
        <Setting label="Speak new messages">
          <Select
            label="Speak new messages"
            value={preference.announceVerbosity}
            options={SPOKEN}
            onChange={(announceVerbosity) => changePreference({ announceVerbosity })}
          />
        </Setting>
      </SettingGroup>
    </>
  );
}
