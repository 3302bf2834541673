"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { runOnServer } from "../../../lib/client/administration.ts";
import { usePerson } from "../../../lib/client/hooks.ts";
import type { InviteView } from "../../../lib/contract/invites.ts";
import { UNKNOWN_NAME } from "../../people/person-names.ts";
import { Button } from "../../ui/button.tsx";
import { notify } from "../../ui/toast.ts";
import { ReasonDialog } from "../reason-dialog.tsx";
import { Pill } from "../role-pill.tsx";
import { Cell } from "../table.tsx";

const STATES: Record<InviteView["state"], string> = {
  ACTIVE: "Active",
  USED: "Used up",
  EXPIRED: "Expired",
  REVOKED: "Revoked",
};

/** One invite as a row. */
export function InviteRow({ invite }: { invite: InviteView }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const maker = usePerson(invite.createdById);
  const used = invite.maxUses === null ? String(invite.uses) : `${invite.uses} of ${invite.maxUses}`;
  const whom = invite.email ?? "Anybody with the link";
  const revoke = async (reason: string) => {
    await runOnServer("invite:revoke", { inviteId: invite.id, reason });
    notify("The invite is revoked.");
    await queries.invalidateQueries({ queryKey: ["admin"] });
  };
  return (
    <tr>
      <Cell className="max-w-64 max-md:max-w-36">
        <span className="block truncate font-[570] text-text">{whom}</span>
        <span className="block text-xs text-text-3 md:hidden">Used {used}</span>
      </Cell>
      <Cell>
        <Pill tone={invite.state === "ACTIVE" ? "accent" : "neutral"}>{STATES[invite.state]}</Pill>
      </Cell>
      <Cell wide className="whitespace-nowrap tabular-nums">
        {used}
      </Cell>
      <Cell wide className="whitespace-nowrap">
        {invite.expiresAt
          ? new Date(invite.expiresAt).toLocaleDateString("en-GB", { dateStyle: "medium" })
          : "For ever"}
      </Cell>
      <Cell wide className="max-w-40 truncate">
        {maker?.displayName ?? UNKNOWN_NAME}
      </Cell>
      <Cell className="text-right">
        {invite.state === "ACTIVE" && (
          <Button look="danger" aria-label={`Revoke the invite for ${whom}`} onClick={() => setAsking(true)}>
            Revoke
          </Button>
        )}
        {asking && (
          <ReasonDialog
            title="Revoke the invite"
            description="The link stops working at once. Who came in by it stays."
            confirm="Revoke"
            onConfirm={revoke}
            onClose={() => setAsking(false)}
          />
        )}
      </Cell>
    </tr>
  );
}
