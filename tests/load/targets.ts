type Target = {
  /** A run that misses it fails. */
  must: number | null;
  goal: number | null;
  higherIsBetter?: true;
};

/** What each figure must be and should become. */
const targets = {
  S1: { must: 2.5, goal: 1.6 },
  S2: { must: 1.25, goal: 0.8 },
  "S2-F1b": { must: null, goal: null },
  "S2-F2": { must: null, goal: null },
  S3: { must: 0.6, goal: 0.4 },
  S4: { must: 0.8, goal: 0.5 },
  S5: { must: 2.5, goal: 1.5 },
  "S6-cpu": { must: 3, goal: 1.6 },
  "S6-rate": { must: 1.5, goal: 2.5, higherIsBetter: true },
  "S6-hot-cpu": { must: 3, goal: 1.6 },
  "S6-hot-rate": { must: 1.5, goal: 2.5, higherIsBetter: true },
  S7: { must: 15, goal: 5 },
  S9: { must: 1.5, goal: 1.1 },
  S10: { must: 2.5, goal: 1.5 },
  S11: { must: 2, goal: 1.2 },
  "S11-http": { must: null, goal: 6 },
  "S12-page": { must: 1.3, goal: 1.1 },
  "S12-delivery": { must: 1.3, goal: 1 },
  "S12-list": { must: 10, goal: 5 },
  S13: { must: 2, goal: 1 },
  S14: { must: 4, goal: 2 },
  "S15-cpu": { must: 1.4, goal: 1.15 },
  "S15-flood": { must: null, goal: null },
  "S15-added": { must: 5, goal: 2 },
  "S16-open": { must: 500, goal: 200 },
  "S16-load": { must: null, goal: null },
  "S16-jump": { must: 500, goal: 200 },
  "S16-key": { must: null, goal: null },
  "S16-rows": { must: 120, goal: 60 },
  "S16-script": { must: 300, goal: 220 },
  "S17-common": { must: 150, goal: 50 },
  "S17-rare": { must: 150, goal: 50 },
  "S17-part": { must: 150, goal: 50 },
  "S17-cjk": { must: 150, goal: 50 },
  "S17-operators": { must: 150, goal: 50 },
  "S17-few": { must: 150, goal: 50 },
  "S17-elsewhere": { must: null, goal: 150 },
  "S17-floor": { must: null, goal: 4 },
  "S18-cpu": { must: null, goal: 4 },
  "S18-rate": { must: null, goal: 0.5, higherIsBetter: true },
  "S18-clean": { must: null, goal: 500 },
  P: { must: 1, goal: 3, higherIsBetter: true },
} satisfies Record<string, Target>;

export type ScenarioId = keyof typeof targets;
export const TARGETS: Readonly<Record<ScenarioId, Target>> = targets;
