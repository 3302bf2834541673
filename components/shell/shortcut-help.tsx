"use client";

import type { ReactNode } from "react";
import { usePreference } from "../../lib/client/hooks.ts";
import type { PreferenceView } from "../../lib/contract/preferences.ts";
import { Dialog, DialogBody } from "../ui/dialog.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { useIsMac } from "./platform.ts";
import { closeLayer } from "./shell-state.ts";
import { chordText, SHORTCUTS } from "./shortcuts.ts";

type WritingKey = { does: string; keys: readonly string[] };

/** What the composer does with keys; sending follows the person's choice. */
function writingKeys(sendKey: PreferenceView["sendKey"]): WritingKey[] {
  const byEnter = sendKey === "enter";
  return [
    { does: "Send", keys: [byEnter ? "enter" : "mod+enter"] },
    { does: "New line", keys: [byEnter ? "shift+enter" : "enter"] },
    { does: "Edit your last message, from an empty composer", keys: ["arrowup"] },
    { does: "Complete people, threads, emoji and commands", keys: ["@", "#", ":", "/"] },
  ];
}

/** Single keys on a message that has focus (`use-row-keys.ts`). */
const MESSAGE_KEYS: readonly WritingKey[] = [
  { does: "React", keys: ["+"] },
  { does: "Reply", keys: ["R"] },
  { does: "Quote in a message", keys: ["Q"] },
  { does: "Forward", keys: ["F"] },
  { does: "Edit", keys: ["E"] },
  { does: "Pin or unpin", keys: ["P"] },
  { does: "Save for later, or no longer", keys: ["S"] },
  { does: "Mark unread from here", keys: ["U"] },
  { does: "Delete", keys: ["Del"] },
];

/** The overlay with every shortcut, made from the table that binds them. */
export function ShortcutHelp() {
  const mac = useIsMac();
  const { sendKey } = usePreference();
  const groups = [...new Set(SHORTCUTS.map(({ group }) => group))];
  return (
    <Dialog open onOpenChange={(open) => !open && closeLayer()} title="Keyboard shortcuts">
      <DialogBody className="flex flex-col gap-5">
        {groups.map((group) => (
          <Group key={group} title={group}>
            {SHORTCUTS.filter((shortcut) => shortcut.group === group).map(({ name, does, chords }) => (
              <Line key={name} does={does} keys={chords.map((chord) => chordText(chord, mac))} />
            ))}
          </Group>
        ))}
        <Group title="Writing">
          {writingKeys(sendKey).map(({ does, keys }) => (
            <Line key={does} does={does} keys={keys.map((chord) => chordText(chord, mac))} />
          ))}
        </Group>
        <Group title="On a message">
          {MESSAGE_KEYS.map(({ does, keys }) => (
            <Line key={does} does={does} keys={[...keys]} />
          ))}
        </Group>
      </DialogBody>
    </Dialog>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 text-xs font-semibold text-text-3">{title}</h3>
      <dl>{children}</dl>
    </section>
  );
}

function Line({ does, keys }: { does: string; keys: string[] }) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-4 border-b border-line py-1 last:border-0">
      <dt className="text-sm">{does}</dt>
      <dd className="flex shrink-0 gap-1">
        {keys.map((key) => (
          <Kbd key={key} keys={key} className="text-text-2" />
        ))}
      </dd>
    </div>
  );
}
