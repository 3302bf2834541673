import { describe, expect, it } from "vitest";
import { localTimeOf } from "../../../components/people/local-time.ts";
import { presenceText } from "../../../components/people/presence-text.ts";
import { untilOf } from "../../../components/people/status-length.ts";
import { statusOf } from "../../../components/people/status-text.ts";
import { clockOfMinute, minuteOfClock } from "../../../components/settings/minute-of-day.ts";
import { changedFields, draftOf } from "../../../components/settings/profile-draft.ts";
import type { PersonView } from "../../../lib/contract/people.ts";

const style = { locale: "en-GB", hourCycle: "auto", timeZone: "UTC" } as const;
const now = new Date("2026-04-04T12:00:00.000Z");
const at = { now, timeStyle: style };

describe("presence in words", () => {
  const presence = { userId: "u", dnd: false, lastSeenAt: "2026-04-04T10:03:00.000Z" };

  it("says when where it is not now", () => {
    expect(presenceText({ ...presence, state: "online" }, null, at)).toBe("Online");
    expect(presenceText({ ...presence, state: "online", dnd: true }, null, at)).toBe("Do not disturb");
    expect(presenceText({ ...presence, state: "idle" }, null, at)).toBe("Idle since 10:03");
    expect(presenceText({ ...presence, state: "offline" }, null, at)).toBe("Last seen 10:03");
  });

  it("falls back on the profile, and on nothing for those who do not show it", () => {
    expect(presenceText(null, "2026-04-04T09:00:00.000Z", at)).toBe("Last seen 09:00");
    expect(presenceText(null, null, at)).toBe("Offline");
  });
});

describe("the clock of another", () => {
  it("is shown only where it differs", () => {
    expect(localTimeOf("Asia/Tokyo", now.getTime(), style)).toBe("21:00");
    expect(localTimeOf("Africa/Abidjan", now.getTime(), style)).toBeNull();
    expect(localTimeOf(null, now.getTime(), style)).toBeNull();
  });
});

describe("a status", () => {
  it("lasts until its end", () => {
    const person = { statusEmoji: "🌊", statusText: "Shipping", statusUntil: "2026-04-04T12:30:00.000Z" };
    expect(statusOf(person, now.getTime())).toBe("🌊 Shipping");
    expect(statusOf(person, Date.parse("2026-04-04T12:30:00.000Z"))).toBe("");
    expect(statusOf({ statusEmoji: null, statusText: "", statusUntil: null }, 0)).toBe("");
  });

  it("ends when the person chose", () => {
    expect(untilOf("30m", now)).toBe("2026-04-04T12:30:00.000Z");
    expect(untilOf("none", now)).toBeNull();
    const midnight = new Date(untilOf("today", now) ?? "");
    expect([midnight.getHours(), midnight.getMinutes(), midnight > now]).toEqual([0, 0, true]);
  });
});

describe("quiet hours", () => {
  it("go through the time field unchanged", () => {
    for (const minute of [0, 61, 8 * 60, 1439]) expect(minuteOfClock(clockOfMinute(minute))).toBe(minute);
    for (const clock of ["", "24:00", "7:00", "12:60"]) expect(minuteOfClock(clock), clock).toBeNull();
  });
});

describe("the profile form", () => {
  const person = { displayName: "Ada", title: "", pronouns: "", bio: "x", timeZone: null } as PersonView;

  it("sends what changed, and nothing else", () => {
    expect(changedFields(draftOf(person), person)).toEqual({});
    expect(changedFields({ ...draftOf(person), displayName: " Ada ", title: " Captain " }, person)).toEqual({
      title: "Captain",
    });
    expect(changedFields({ ...draftOf(person), bio: "", timeZone: "UTC" }, person)).toEqual({
      bio: "",
      timeZone: "UTC",
    });
  });
});
