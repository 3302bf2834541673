"use client";

import { Bell, BellDot, BellOff } from "lucide-react";
import type { ThreadEntry } from "../../lib/contract/threads.ts";
import { useIsMac } from "../shell/platform.ts";
import { shortcutText } from "../shell/shortcuts.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { Menu, MenuChoice, MenuChoices } from "../ui/menu.tsx";
import { useLevel } from "./use-level.ts";

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
