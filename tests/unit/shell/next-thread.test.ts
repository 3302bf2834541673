import { describe, expect, it } from "vitest";
import { threadOfPath, threadPath } from "../../../components/shell/navigate.ts";
import { nextThread } from "../../../components/shell/next-thread.ts";

const order = ["a", "b", "c", "d"];
const any = () => true;

describe("next thread", () => {
  it("steps through the list and goes round at both ends", () => {
    expect(nextThread({ order, current: "b", direction: 1 }, any)).toBe("c");
    expect(nextThread({ order, current: "d", direction: 1 }, any)).toBe("a");
    expect(nextThread({ order, current: "a", direction: -1 }, any)).toBe("d");
  });

  it("begins at the near end where no thread of the list is open", () => {
    expect(nextThread({ order, current: null, direction: 1 }, any)).toBe("a");
    expect(nextThread({ order, current: null, direction: -1 }, any)).toBe("d");
    expect(nextThread({ order, current: "elsewhere", direction: 1 }, any)).toBe("a");
  });

  it("passes over what is not wanted, and says so when nothing is", () => {
    expect(nextThread({ order, current: "a", direction: 1 }, (id) => id === "d")).toBe("d");
    expect(nextThread({ order, current: "d", direction: 1 }, (id) => id === "d")).toBeNull();
    expect(nextThread({ order: [], current: null, direction: 1 }, any)).toBeNull();
  });
});

describe("addresses", () => {
  const id = "0190a3c4-1111-7222-8333-444455556666";

  it("finds the thread in its own address and in no other", () => {
    expect(threadOfPath(threadPath(id))).toBe(id);
    expect(threadOfPath(`${threadPath(id)}/`)).toBe(id);
    for (const path of ["/", "/browse", "/t/", "/t/abc", `/t/${id}/more`, `/x/t/${id}`, `/t/${id.toUpperCase()}`])
      expect(threadOfPath(path), path).toBeNull();
  });

  it("carries the message of a permalink", () => {
    expect(threadPath(id, "m1")).toBe(`/t/${id}?m=m1`);
  });
});
