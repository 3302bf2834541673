import { expect, it } from "vitest";
import { ownPath } from "../../lib/auth/own-path.ts";

const origin = "https://chat.example.org";

it.each([
  ["/t/1?x=2#y", "/t/1?x=2#y"],
  ["https://chat.example.org/t/1", "/t/1"],
  ["t/1", "/t/1"],
])("keeps what leads here: %s", (target, path) => {
  expect(ownPath(target, origin)).toBe(path);
});

it.each([
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example",
  "https://chat.example.org.evil.example/",
  "https://chat.example.org@evil.example/",
  "http://chat.example.org/",
  "javascript:alert(1)",
  "data:text/html,x",
  "https://[",
  undefined,
  ["/a", "/b"],
])("sends what leads elsewhere home: %s", (target) => {
  expect(ownPath(target, origin)).toBe("/");
});

it("never gives a path that reads as a host", () => {
  expect(ownPath("https://chat.example.org//evil.example", origin)).toBe("/evil.example");
});
