import { expect, test } from "vitest";
import { OTHER_ROUTES } from "../access/other-doors.ts";
import { doors } from "../support/rest-doors.ts";
import { servedPaths } from "./attacked-server.ts";

test("the build serves the routes that the access table lists, and no other", () => {
  const listed = [
    ...Object.values(doors).map(({ path }) => path as string),
    ...Object.keys(OTHER_ROUTES).map((route) => route.split(" ")[1] as string),
  ];
  const served = [...servedPaths()].filter((path) => path.startsWith("/api/"));
  expect(served.sort()).toEqual([...new Set(listed)].sort());
});
