"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { askServer } from "../../../lib/client/administration.ts";
import type { AdminSettings } from "../../../lib/contract/workspace-settings.ts";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { RowsSkeleton } from "../../ui/skeleton.tsx";
import { AdminPage } from "../admin-page.tsx";
import { GeneralForm } from "./general-form.tsx";
import { SecurityForm } from "./security-form.tsx";

const KEY = ["admin", "settings"];

/** The workspace's settings. */
export function WorkspaceSettingsPage() {
  const queries = useQueryClient();
  const result = useQuery({ queryKey: KEY, queryFn: () => askServer("settings", {}) });
  const saved = (settings: Partial<AdminSettings>) =>
    queries.setQueryData<AdminSettings>(KEY, (before) => before && { ...before, ...settings });
  return (
    <AdminPage title="Settings">
      {result.isError ? (
        <ErrorPanel title="The settings could not be loaded" onRetry={() => void result.refetch()} />
      ) : result.isPending ? (
        <RowsSkeleton label="Loading the settings" />
      ) : (
        <div className="flex max-w-2xl flex-col gap-5">
          {result.data.ownerless && (
            <p role="alert" className="rounded-md bg-danger-soft px-4 py-3 text-sm text-danger">
              The last owner’s account was deleted. On the server,{" "}
              <code>npm run admin -- promote-owner &lt;email&gt;</code> makes somebody else the owner.
            </p>
          )}
          <GeneralForm settings={result.data} onSaved={saved} />
          <SecurityForm settings={result.data} onSaved={saved} />
        </div>
      )}
    </AdminPage>
  );
}
