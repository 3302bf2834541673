import { describe, expect, it } from "vitest";
import { extractMentions } from "../../../lib/markdown/mentions.ts";

const ADA = "0190a0b0-1111-7222-8333-444455556666";
const BO = "0190a0b0-2222-7222-8333-444455556666";

describe("extractMentions", () => {
  it("finds people, threads and groups once each, in order", () => {
    expect(extractMentions(`<@${BO}> <@${ADA}> **<@${BO}>** see <#${ADA}>, <&${BO}>, <!everyone> and <!here>`)).toEqual(
      {
        userIds: [BO, ADA],
        threadIds: [ADA],
        groupIds: [BO],
        everyone: true,
        here: true,
      },
    );
  });

  it("ignores code, escapes and what only looks alike", () => {
    const bodies = [
      `\`<@${ADA}>\``,
      `\`\`\`\n<@${ADA}> <!everyone>\n\`\`\``,
      `~~~ts\n<!here>\n~~~`,
      `\\<@${ADA}>`,
      "<@ada> <!all> @everyone <@0190a0b0> < !here>",
    ];
    for (const body of bodies) {
      expect(extractMentions(body)).toEqual({ userIds: [], threadIds: [], groupIds: [], everyone: false, here: false });
    }
  });

  it("finds them in lists, links and spoilers, in either case", () => {
    const body = `<@${ADA.toUpperCase()}>\n\n- ||<#${BO}>||\n- [<!here>](https://x.example)`;
    expect(extractMentions(body)).toEqual({
      userIds: [ADA],
      threadIds: [BO],
      groupIds: [],
      everyone: false,
      here: true,
    });
  });

  it("calls nobody again who stands in a quote, and knows of them to show it", () => {
    const body = `> <@${ADA}> and <!everyone>\n> > <!here>\n\nas <@${BO}> says\n> <#${ADA}>`;
    expect(extractMentions(body)).toEqual({ userIds: [BO], threadIds: [], groupIds: [], everyone: false, here: false });
    expect(extractMentions(body, { quotes: "follow" })).toEqual({
      userIds: [ADA, BO],
      threadIds: [ADA],
      groupIds: [],
      everyone: true,
      here: true,
    });
  });

  it("finds none in what is nested too deep to be formatted, and shows it as typed", () => {
    expect(extractMentions(`${">".repeat(40)} <@${ADA}>`).userIds).toEqual([]);
  });
});
