import { describe, expect, it } from "vitest";
import { labelFor, toPermanent, toShown } from "../../../components/chat/conversation/composer/mention-text.ts";

const ADA = { label: "@Ada Reyes", permanent: "<@0190a0b0-1111-7222-8333-444455556666>" };
const ADA_SHORT = { label: "@Ada", permanent: "<@0190a0b0-2222-7222-8333-444455556666>" };
const LAUNCH = { label: "#launch-week", permanent: "<#0190a0b0-3333-7222-8333-444455556666>" };

describe("toPermanent", () => {
  it("sends names in their permanent form, the longer name first", () => {
    expect(toPermanent("@Ada Reyes, see #launch-week with @Ada", [ADA_SHORT, ADA, LAUNCH])).toBe(
      `${ADA.permanent}, see ${LAUNCH.permanent} with ${ADA_SHORT.permanent}`,
    );
    expect(toPermanent("@everyone and @here", [])).toBe("<!everyone> and <!here>");
  });

  it("takes a name only as a whole word", () => {
    const text = "@Adam, mail@Ada, @everyones, #launch-weekend";
    expect(toPermanent(text, [ADA_SHORT, LAUNCH])).toBe(text);
    expect(toPermanent("(@Ada)'s", [ADA_SHORT])).toBe(`(${ADA_SHORT.permanent})'s`);
  });

  it("leaves code alone", () => {
    for (const text of ["`@Ada`", "```\n@Ada @here\n```", "``a ` @Ada``", "```\n@Ada"]) {
      expect(toPermanent(text, [ADA_SHORT])).toBe(text);
    }
    for (const text of ["~~~\n```\n@Ada\n~~~", "a\n   ````\n```\n@Ada\n````", "`` `@Ada ``"])
      expect(toPermanent(text, [ADA_SHORT])).toBe(text);
    for (const text of ["``@Ada`", "```a``` @Ada", "```\nx\n```\n@Ada", "`a\n@Ada`"])
      expect(toPermanent(text, [ADA_SHORT])).toBe(text.replace("@Ada", ADA_SHORT.permanent));
    expect(toPermanent("`x` @Ada `@Ada`", [ADA_SHORT])).toBe(`\`x\` ${ADA_SHORT.permanent} \`@Ada\``);
  });
});

it("reads a text of nothing but marks as quickly as any other", () => {
  for (const text of [`~${"`".repeat(8_000)}\n`, "` `` ``` ".repeat(900), "`\n".repeat(4_000), "```\n".repeat(2_000)])
    expect(toPermanent(text, [ADA_SHORT])).toBe(text);
});

describe("toShown", () => {
  const names = new Map([ADA, LAUNCH].map(({ label, permanent }) => [permanent, label]));
  const nameOf = (permanent: string) => names.get(permanent) ?? null;

  it("comes back as it was", () => {
    const body = `${ADA.permanent} and ${ADA.permanent} in ${LAUNCH.permanent}, <!here> \`${ADA.permanent}\``;
    const shown = toShown(body, nameOf);
    expect(shown.text).toBe(`@Ada Reyes and @Ada Reyes in #launch-week, @here \`${ADA.permanent}\``);
    expect(toPermanent(shown.text, shown.mentions)).toBe(body);
  });

  it("knows the names that stand beside it, and tells another of the same name apart", () => {
    const other = "<@0190a0b0-1111-7222-8333-44445555bbbb>";
    const shown = toShown(`${other} and ${ADA.permanent}`, () => ADA.label, [ADA]);
    expect(shown.text).toBe(`${ADA.label} (bbbb) and ${ADA.label}`);
    expect(toPermanent(shown.text, shown.mentions)).toBe(`${other} and ${ADA.permanent}`);
  });

  it("keeps what it cannot name", () => {
    expect(toShown(`hi ${ADA_SHORT.permanent}`, nameOf)).toEqual({ text: `hi ${ADA_SHORT.permanent}`, mentions: [] });
  });

  it("tells two people of one name apart", () => {
    const twins = ["<@0190a0b0-1111-7222-8333-44445555aaaa>", "<@0190a0b0-1111-7222-8333-44445555bbbb>"];
    const shown = toShown(twins.join(" "), () => "@Ada");
    expect(shown.text).toBe("@Ada @Ada (bbbb)");
    expect(toPermanent(shown.text, shown.mentions)).toBe(twins.join(" "));
    expect(labelFor(ADA, [ADA], "x")).toBe(ADA);
  });
});
