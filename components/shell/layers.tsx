"use client";

import { Component, type ComponentProps, type ReactNode, useEffect } from "react";
import { useConnection } from "../../lib/client/hooks.ts";
import { notifyFailure } from "../ui/toast.ts";
import { LazyPart } from "./lazy-part.tsx";
import { fetchLazyParts, type lazyParts } from "./lazy-parts.ts";
import { closeLayer, type Layer, useShell } from "./shell-state.ts";

/** The windows over the page. */
export function Layers() {
  const layer = useShell((state) => state.layer);
  const isLive = useConnection().status === "live";
  useEffect(() => (isLive ? fetchLazyParts() : undefined), [isLive]);
  if (!layer) return null;
  return (
    <LayerBoundary key={layer.name}>
      <OneLayer layer={layer} />
    </LayerBoundary>
  );
}

function couldNotOpen() {
  closeLayer();
  notifyFailure("This could not be opened. Check the connection, and reload the page if it happens again.");
}

type Part<N extends keyof typeof lazyParts> = Awaited<ReturnType<(typeof lazyParts)[N]>>;
type Own<N extends keyof typeof lazyParts> = { name: N; props: ComponentProps<Part<N>> };

function Window<N extends keyof typeof lazyParts>({ name, props }: Own<N>) {
  return <LazyPart name={name} props={props} onFailure={couldNotOpen} />;
}

function OneLayer({ layer }: { layer: Layer }) {
  switch (layer.name) {
    case "switcher":
    case "shortcuts":
    case "createThread":
    case "newDirect":
    case "status":
    case "signOut":
      return <Window name={layer.name} props={{}} />;
    case "addPeople":
      return <Window name="addPeople" props={{ threadId: layer.threadId }} />;
    case "forward":
      return <Window name="forward" props={{ messageId: layer.messageId }} />;
    case "person":
      return <Window name="person" props={{ userId: layer.userId }} />;
  }
}

/** A window that cannot be drawn closes and says so; the page below goes on. */
class LayerBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch() {
    couldNotOpen();
  }

  override render() {
    return this.state.failed ? null : this.props.children;
  }
}
