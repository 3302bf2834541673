"use client";

import { Menu, MenuChoice, MenuChoices } from "../../../ui/menu.tsx";
import { useEmojiHabits } from "./emoji-habits.ts";
import { TONES, type Tone, withTone } from "./emoji-tone.ts";

const NAMES = ["No skin tone", "Light", "Medium-light", "Medium", "Medium-dark", "Dark"];

/** The skin tone in which the grid shows its people and hands, kept on this device. */
export function TonePicker() {
  const { habits, setTone } = useEmojiHabits();
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`Skin tone: ${NAMES[habits.tone]}`}
          title="Skin tone"
          className="grid size-9 shrink-0 place-items-center rounded-sm text-xl leading-none hover:bg-hover max-md:size-10"
        >
          {withTone("✋", habits.tone)}
        </button>
      }
    >
      <MenuChoices label="Skin tone" value={String(habits.tone)} onChange={(value) => setTone(Number(value) as Tone)}>
        {TONES.map((tone) => (
          <MenuChoice key={tone} value={String(tone)}>
            {withTone("✋", tone)} {NAMES[tone]}
          </MenuChoice>
        ))}
      </MenuChoices>
    </Menu>
  );
}
