"use client";

import { ErrorPanel } from "../../components/ui/error-panel.tsx";

/** A section that failed, beside a shell that goes on. */
export default function AdminError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <ErrorPanel title="This section could not be shown" onRetry={retry}>
      Nothing was changed. Try again, or go on with another section.
    </ErrorPanel>
  );
}
