"use client";

import dynamic from "next/dynamic";
import { Component, type ReactNode, useEffect } from "react";
import { useConnection } from "../../lib/client/hooks.ts";
import { notifyFailure } from "../ui/toast.ts";
import { fetchLazyParts, lazyParts } from "./lazy-parts.ts";
import { closeLayer, type Layer, useShell } from "./shell-state.ts";

const Switcher = dynamic(lazyParts.switcher, { ssr: false });
const ShortcutHelp = dynamic(lazyParts.shortcuts, { ssr: false });
const CreateThread = dynamic(lazyParts.createThread, { ssr: false });
const NewDirect = dynamic(lazyParts.newDirect, { ssr: false });
const AddPeople = dynamic(lazyParts.addPeople, { ssr: false });
const ForwardDialog = dynamic(lazyParts.forward, { ssr: false });
const PersonCard = dynamic(lazyParts.person, { ssr: false });
const SignOutDialog = dynamic(lazyParts.signOut, { ssr: false });
const StatusDialog = dynamic(lazyParts.status, { ssr: false });

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

function OneLayer({ layer }: { layer: Layer }) {
  switch (layer.name) {
    case "switcher":
      return <Switcher />;
    case "shortcuts":
      return <ShortcutHelp />;
    case "createThread":
      return <CreateThread />;
    case "newDirect":
      return <NewDirect />;
    case "addPeople":
      return <AddPeople threadId={layer.threadId} />;
    case "forward":
      return <ForwardDialog messageId={layer.messageId} />;
    case "person":
      return <PersonCard userId={layer.userId} />;
    case "status":
      return <StatusDialog />;
    case "signOut":
      return <SignOutDialog />;
  }
}

/** A window that cannot be loaded or drawn closes and says so; the page below goes on. */
class LayerBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch() {
    closeLayer();
    notifyFailure("This could not be opened. Check the connection, and reload the page if it happens again.");
  }

  override render() {
    return this.state.failed ? null : this.props.children;
  }
}
