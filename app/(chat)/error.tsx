"use client";

import { ErrorPanel } from "../../components/ui/error-panel.tsx";

/** A page that failed, beside a shell that goes on. */
export default function ChatError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <ErrorPanel title="This page could not be shown" onRetry={retry}>
      Your messages are safe. Try again, or go on in the thread list.
    </ErrorPanel>
  );
}
