"use client";

import { ErrorPanel } from "../components/ui/error-panel.tsx";

/** The last net below the root layout: the server or the shell itself failed. */
export default function RootError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center bg-bg text-text">
      <ErrorPanel title="Confab could not be opened" onRetry={retry}>
        The server may be restarting. What you wrote and did not send is kept on this device.
      </ErrorPanel>
    </main>
  );
}
