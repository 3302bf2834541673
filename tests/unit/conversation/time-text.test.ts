import { describe, expect, it } from "vitest";
import { bareTime, dayKey, dayName, shortTime, atTimeOrDate } from "../../../components/chat/conversation/time-text.ts";

const berlin = { locale: "en-GB", hourCycle: "h23", timeZone: "Europe/Berlin" } as const;
const now = new Date("2026-04-04T10:00:00.000Z");

describe("times", () => {
  it("follows the clock and the zone of the viewer", () => {
    expect(shortTime("2026-04-04T13:05:00.000Z", berlin)).toBe("15:05");
    expect(shortTime("2026-04-04T13:05:00.000Z", { ...berlin, locale: "en-US", hourCycle: "h12" })).toMatch(
      /^3:05\sPM$/,
    );
    expect(shortTime("2026-04-04T13:05:00.000Z", { ...berlin, timeZone: "Asia/Tokyo" })).toBe("22:05");
    expect(bareTime("2026-04-04T13:05:00.000Z", { ...berlin, locale: "en-US", hourCycle: "h12" })).toBe("3:05");
    expect(bareTime("2026-04-04T07:05:00.000Z", berlin)).toBe("09:05");
  });

  it("puts a moment on the viewer's day", () => {
    expect(dayKey("2026-04-04T22:30:00.000Z", berlin)).toBe("2026-04-05");
    expect(dayKey("2026-04-04T22:30:00.000Z", { ...berlin, timeZone: "UTC" })).toBe("2026-04-04");
  });

  it("names days by their distance", () => {
    expect(dayName("2026-04-04T00:30:00.000Z", now, berlin)).toBe("Today");
    expect(dayName("2026-04-03T12:00:00.000Z", now, berlin)).toBe("Yesterday");
    expect(dayName("2026-03-30T12:00:00.000Z", now, berlin)).toBe("Monday");
    expect(dayName("2026-03-20T12:00:00.000Z", now, berlin)).toBe("Friday 20 March");
    expect(dayName("2024-03-20T12:00:00.000Z", now, berlin)).toContain("2024");
    expect(atTimeOrDate("2026-03-20T12:00:00.000Z", now, berlin)).toBe("on 20 Mar");
  });
});
