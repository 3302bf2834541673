import { z } from "zod";

export const notificationLevel = z.enum(["ALL", "MENTIONS", "NOTHING"]);

const minuteOfDay = z.int().min(0).max(1439);

export const preferenceView = z.object({
  theme: z.enum(["system", "light", "dark"]),
  density: z.enum(["comfortable", "compact"]),
  locale: z
    .string()
    .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/)
    .max(35),
  hourCycle: z.enum(["auto", "h12", "h23"]),
  sendKey: z.enum(["enter", "ctrl-enter"]),
  notificationLevel,
  dndFrom: minuteOfDay.nullable(),
  dndTo: minuteOfDay.nullable(),
  showReceipts: z.boolean(),
  showTyping: z.boolean(),
  showPresence: z.boolean(),
  sounds: z.boolean(),
  reducedMotion: z.boolean(),
  announceVerbosity: z.enum(["all", "mentions", "off"]),
});
export type PreferenceView = z.infer<typeof preferenceView>;

/** What a person has who never changed anything. */
export const DEFAULT_PREFERENCE: PreferenceView = {
  theme: "system",
  density: "comfortable",
  locale: "en",
  hourCycle: "auto",
  sendKey: "enter",
  notificationLevel: "MENTIONS",
  dndFrom: null,
  dndTo: null,
  showReceipts: true,
  showTyping: true,
  showPresence: true,
  sounds: true,
  reducedMotion: false,
  announceVerbosity: "all",
};

export const updatePreferenceInput = preferenceView.partial().strict();
