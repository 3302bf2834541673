"use client";

import { type ComponentProps, type ComponentType, createElement, useEffect, useState } from "react";
import { lazyParts } from "./lazy-parts.ts";

type Name = keyof typeof lazyParts;
type Part<N extends Name> = Awaited<ReturnType<(typeof lazyParts)[N]>>;
type LazyPartProps<N extends Name> = { name: N; props: ComponentProps<Part<N>> };

const loaded = new Map<Name, ComponentType<never>>();

/**
 * A part of the page that is not there until it is first shown, and is drawn at once from then on. Where it cannot be
 * loaded nothing is drawn, nothing around it fails, and it is tried again when it is next shown.
 */
export function LazyPart<N extends Name>({ name, props }: LazyPartProps<N>) {
  const [part, setPart] = useState(() => loaded.get(name) ?? null);
  useEffect(() => {
    if (part) return;
    let isOver = false;
    lazyParts[name]().then(
      (found) => {
        loaded.set(name, found);
        if (!isOver) setPart(() => found);
      },
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [name, part]);
  return part && createElement(part as ComponentType<object>, props as object);
}
