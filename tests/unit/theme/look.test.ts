import { runInThisContext } from "node:vm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { keepLook, lookScript } from "../../../components/theme/look.ts";

/** A browser of the few things that the look touches. */
function browser({ dark = false, stored = null as string | null } = {}) {
  const dataset: Record<string, string> = {};
  let kept = stored;
  vi.stubGlobal("document", { documentElement: { dataset } });
  vi.stubGlobal("matchMedia", () => ({ matches: dark }));
  vi.stubGlobal("localStorage", {
    getItem: () => kept,
    setItem: (_key: string, value: string) => {
      kept = value;
    },
  });
  return dataset;
}

// Runs the text as the page does: nothing of this module is in reach.
const run = () => runInThisContext(lookScript());

afterEach(() => vi.unstubAllGlobals());

describe("the look before the first paint", () => {
  it("stands on its own and follows the device where nothing was chosen", () => {
    const dataset = browser({ dark: true });
    run();
    expect(dataset).toEqual({ theme: "dark", density: "comfortable", motion: "full" });
  });

  it("takes what was chosen over what the device says", () => {
    const dataset = browser({ dark: true, stored: '{"theme":"light","density":"compact","reducedMotion":true}' });
    run();
    expect(dataset).toEqual({ theme: "light", density: "compact", motion: "reduced" });
  });

  it.each(["{", "null", "7", '"dark"', '{"theme":"<script>","density":3}'])("shrugs at %s in the storage", (stored) => {
    const dataset = browser({ stored });
    run();
    expect(dataset).toEqual({ theme: "light", density: "comfortable", motion: "full" });
  });

  it("puts on at once what is kept", () => {
    const dataset = browser();
    keepLook({ theme: "dark", density: "compact", reducedMotion: false });
    expect(dataset).toEqual({ theme: "dark", density: "compact", motion: "full" });
    keepLook({ theme: "system", density: "comfortable", reducedMotion: false });
    expect(dataset.theme).toBe("light");
  });
});
