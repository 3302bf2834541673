"use client";

import { useQuery } from "@tanstack/react-query";
import { Link2, Link2Off } from "lucide-react";
import { askServer } from "../../../lib/client/administration.ts";
import { failureText } from "../../shell/attempt.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";

/** Recomputes the chain of hashes when asked. */
export function ChainCheck() {
  const result = useQuery({
    queryKey: ["admin", "auditCheck"],
    queryFn: () => askServer("auditCheck", {}),
    enabled: false,
    gcTime: 0,
  });
  const check = result.data;
  const broken = check !== undefined && check.broken.length > 0;
  const Icon = broken ? Link2Off : Link2;
  return (
    <div
      className={classNames(
        "flex flex-wrap items-center gap-3 rounded-lg border border-line bg-raised px-4 py-2.5 text-sm",
        broken && "bg-danger-soft text-danger",
      )}
    >
      <Icon aria-hidden="true" className="size-[18px] shrink-0 stroke-[1.75] text-text-3" />
      <p role="status" className="min-w-40 flex-1">
        {result.isError
          ? failureText(result.error)
          : !check
            ? "Each row is hashed together with the one before."
            : broken
              ? `Changed behind its back: row ${check.broken.slice(0, 10).join(", ")}.`
              : `The chain of ${check.rows.toLocaleString("en")} rows is whole.`}
      </p>
      <Button busy={result.isFetching} onClick={() => void result.refetch()}>
        Check the chain
      </Button>
    </div>
  );
}
