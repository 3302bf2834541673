"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { askServer } from "../../../lib/client/administration.ts";
import type { ServerHealth } from "../../../lib/contract/server-health.ts";
import { duration } from "../../../lib/policy/phrases.ts";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { RowsSkeleton } from "../../ui/skeleton.tsx";
import { AdminPage } from "../admin-page.tsx";
import { Pill } from "../role-pill.tsx";
import { Card } from "../table.tsx";
import { Sparkline } from "./sparkline.tsx";

const EVERY_MS = 4_000;
/** As many looks as a line shows. */
const KEPT = 60;

type Look = { sockets: number; answerMs: number; p99: number };
/** The newest answer, and what the ones before it said. */
type Watched = { health: ServerHealth; looks: Look[] };
const KEY = ["admin", "health"];

/** How the server is, live: asked for every few seconds while the page is open. */
export function HealthPage() {
  const queries = useQueryClient();
  const result = useQuery({
    queryKey: KEY,
    queryFn: async (): Promise<Watched> => {
      const now = await askServer("serverHealth", {});
      const look = { sockets: now.sockets, answerMs: now.database.answerMs, p99: now.delivery?.p99 ?? 0 };
      const before = queries.getQueryData<Watched>(KEY)?.looks ?? [];
      return { health: now, looks: [...before, look].slice(-KEPT) };
    },
    refetchInterval: EVERY_MS,
  });
  const { health, looks } = result.data ?? { health: null, looks: [] };
  return (
    <AdminPage title="Health" hint="Of the process that answered, looked at every few seconds.">
      {result.isError && !health ? (
        <ErrorPanel title="The server did not say how it is" onRetry={() => void result.refetch()} />
      ) : !health ? (
        <RowsSkeleton label="Asking the server" />
      ) : (
        <Figures health={health} looks={looks} failing={result.isError} />
      )}
    </AdminPage>
  );
}

function Figures({ health, looks, failing }: { health: ServerHealth; looks: Look[]; failing: boolean }) {
  const lastMinute = health.messages.slice(-3).reduce((sum, count) => sum + count, 0);
  const { delivery } = health;
  return (
    <>
      {failing && (
        <p role="status" className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn-text">
          The server does not answer just now; these figures are from before.
        </p>
      )}
      <section
        aria-label="Live figures"
        className="grid grid-cols-4 overflow-hidden rounded-lg border border-line bg-raised max-lg:grid-cols-2"
      >
        <Figure
          name="Online now"
          value={health.peopleOnline.toLocaleString("en")}
          points={looks.map((l) => l.sockets)}
        />
        <Figure name="Messages in the last minute" value={lastMinute.toLocaleString("en")} points={health.messages} />
        <Figure
          name="Sent to confirmed, p50 / p99"
          value={delivery ? `${Math.round(delivery.p50)} / ${Math.round(delivery.p99)} ms` : "No messages yet"}
          points={looks.map((look) => look.p99)}
        />
        <Figure
          name="Database answers in"
          value={`${health.database.answerMs.toFixed(1)} ms`}
          points={looks.map((look) => look.answerMs)}
        />
      </section>
      <Card label="Parts">
        <dl className="divide-y divide-line">
          <Part name="Confab">
            Version {health.version}, running for{" "}
            {duration(Math.max(1_000, Date.parse(health.now) - Date.parse(health.startedAt)))},{" "}
            {bytes(health.memoryBytes)} of memory
          </Part>
          <Part name="Connections">{`${health.sockets.toLocaleString("en")} sockets of ${health.peopleOnline.toLocaleString("en")} people`}</Part>
          <Part name="Database">
            {`PostgreSQL ${health.database.version}, ${bytes(health.database.sizeBytes)}, ${health.database.connections} connections`}
          </Part>
          <Part name="Redis">
            {health.redis === "none" ? (
              "Not used: this is the only process"
            ) : (
              <Pill tone={health.redis === "up" ? "accent" : "danger"}>{health.redis === "up" ? "Up" : "Away"}</Pill>
            )}
          </Part>
          <Part name="Identity">{health.identity === "clerk" ? "Clerk" : "The stand-in on this machine"}</Part>
          <Part name="Rate limits">{LIMITS[health.limits]}</Part>
          <Part name="Sessions to end at Clerk">
            {health.revocationsWaiting === 0
              ? "None waiting"
              : `${health.revocationsWaiting} waiting, asked again by itself`}
          </Part>
        </dl>
      </Card>
    </>
  );
}

const LIMITS = {
  memory: "Counted in this process",
  redis: "Counted in Redis",
  upstash: "Counted at Upstash",
} as const;

function Figure({ name, value, points }: { name: string; value: string; points: readonly number[] }) {
  return (
    <div className="border-line px-4 py-3.5 not-first:border-l max-lg:nth-3:border-l-0 max-lg:nth-[n+3]:border-t">
      <p className="text-xs font-[550] text-text-3">{name}</p>
      <p className="text-xl leading-snug font-[660] tracking-[-0.02em] tabular-nums max-md:text-lg">{value}</p>
      <Sparkline points={points} />
    </div>
  );
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid min-h-11 grid-cols-[12rem_1fr] items-center gap-3 px-4 py-2 text-sm max-md:grid-cols-1 max-md:gap-0.5">
      <dt className="font-medium">{name}</dt>
      <dd className="text-text-2">{children}</dd>
    </div>
  );
}

function bytes(count: number): string {
  const [unit, size] = count >= 1e9 ? ["GB", 1e9] : ["MB", 1e6];
  return `${(count / size).toFixed(count / size < 10 ? 1 : 0)} ${unit}`;
}
