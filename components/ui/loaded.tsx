"use client";

import { type ComponentType, createElement, type ReactNode, useEffect, useState } from "react";

type Load<C> = () => Promise<C>;

const loaded = new Map<Load<unknown>, ComponentType<object>>();

/** Fetches a part of the page and keeps it, so that it is there at once from then on. Rejects where it cannot be had. */
export async function fetchPart(load: Load<unknown>): Promise<ComponentType<object>> {
  const part = (await load()) as ComponentType<object>;
  loaded.set(load, part);
  return part;
}

type LoadedProps<C> = {
  load: Load<C>;
  props: C extends ComponentType<infer P> ? P : never;
  /** What stands in its place until it is there. */
  fallback?: ReactNode;
  /** Told where it cannot be had. */
  onFailure?: () => void;
};

/**
 * A part of the page that is fetched when it is first shown, and is drawn at once from then on. Where it cannot be had
 * nothing around it fails, and it is tried again when it is next shown.
 */
export function Loaded<C>({ load, props, fallback = null, onFailure }: LoadedProps<C>) {
  const [part, setPart] = useState<ComponentType<object> | null>(() => loaded.get(load) ?? null);
  useEffect(() => {
    if (part) return;
    let isOver = false;
    fetchPart(load).then(
      (found) => {
        if (!isOver) setPart(() => found);
      },
      () => {
        if (!isOver) onFailure?.();
      },
    );
    return () => {
      isOver = true;
    };
    // The newest `onFailure` is as good as the first: what it does is the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [load, part]);
  return part ? createElement(part, props as object) : fallback;
}
