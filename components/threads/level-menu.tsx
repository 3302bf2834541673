"use client";

import { Bell, BellDot, BellOff } from "lucide-react";
import { setThreadLevel } from "../../lib/client/actions.ts";
import { usePreference } from "../../lib/client/hooks.ts";
import type { ThreadEntry } from "../../lib/contract/threads.ts";
import { attempt } from "../shell/attempt.ts";
import { useIsMac } from "../shell/platform.ts";
import { shortcutText } from "../shell/shortcuts.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { Menu, MenuChoice, MenuChoices } from "../ui/menu.tsx";
import { Select } from "../ui/select.tsx";
import { threadLevels } from "./level-text.ts";

function useLevel({ threadId, level }: ThreadEntry) {
  const { notificationLevel } = usePreference();
  const choices = threadLevels(notificationLevel);
  const choose = (chosen: string) => {
    const { value } = choices.find((choice) => choice.value === chosen)!;
    void attempt(setThreadLevel(threadId, value === "DEFAULT" ? null : value));
  };
  return { value: level ?? ("DEFAULT" as const), choices, choose };
}

/** In the thread's header: what one wants to be told of here. */
export function LevelMenu({ entry }: { entry: ThreadEntry }) {
  const { value, choices, choose } = useLevel(entry);
  const mac = useIsMac();
  const muted = entry.level === "NOTHING";
  return (
    <Menu
      align="end"
      trigger={
        <IconButton
          label={muted ? "Notifications: muted" : "Notifications"}
          shortcut={shortcutText("mute", mac)}
          className="max-md:hidden"
        >
          {muted ? <BellOff /> : entry.level === "ALL" ? <BellDot /> : <Bell />}
        </IconButton>
      }
    >
      <MenuChoices label="Tell me about" value={value} onChange={choose}>
        {choices.map((choice) => (
          <MenuChoice key={choice.value} value={choice.value}>
            {choice.label}
          </MenuChoice>
        ))}
      </MenuChoices>
    </Menu>
  );
}

/** The same in the details, which a phone reaches too. */
export function LevelSelect({ entry }: { entry: ThreadEntry }) {
  const { value, choices, choose } = useLevel(entry);
  return <Select label="Tell me about" value={value} options={choices} onChange={choose} />;
}
