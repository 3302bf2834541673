"use client";

import type { ComponentProps, ReactNode } from "react";
import { Loaded } from "../ui/loaded.tsx";
import { lazyParts } from "./lazy-parts.ts";

type Name = keyof typeof lazyParts;
type Part<N extends Name> = Awaited<ReturnType<(typeof lazyParts)[N]>>;
type LazyPartProps<N extends Name> = {
  name: N;
  props: ComponentProps<Part<N>>;
  fallback?: ReactNode;
  onFailure?: () => void;
};

/** One of the parts in `lazy-parts.ts`, drawn by `Loaded`. */
export function LazyPart<N extends Name>({ name, props, ...rest }: LazyPartProps<N>) {
  return <Loaded<unknown> load={lazyParts[name]} props={props as never} {...rest} />;
}
