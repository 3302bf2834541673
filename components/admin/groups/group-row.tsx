"use client";

import { useState } from "react";
import { removeGroup } from "../../../lib/client/administration.ts";
import { usePeopleOf } from "../../../lib/client/names.ts";
import type { PeopleGroupView } from "../../../lib/contract/people-groups.ts";
import { groupSize } from "../../people/group-size.ts";
import { Button } from "../../ui/button.tsx";
import { notify } from "../../ui/toast.ts";
import { ReasonDialog } from "../reason-dialog.tsx";
import { Cell } from "../table.tsx";

/** One group as a row: who is in it, to be changed or removed. */
export function GroupRow({ group, onEdit }: { group: PeopleGroupView; onEdit: () => void }) {
  const [asking, setAsking] = useState(false);
  const people = usePeopleOf(group.memberIds);
  const names = group.memberIds.flatMap((id) => people.get(id)?.displayName ?? []);
  const remove = async (reason: string) => {
    await removeGroup({ groupId: group.id, reason });
    notify(`@${group.handle} is removed.`);
  };
  return (
    <tr>
      <Cell className="max-w-56">
        <span className="block truncate font-[570] text-text">@{group.handle}</span>
        <span className="block truncate text-xs text-text-3">
          {group.name} · {groupSize(group)}
        </span>
      </Cell>
      <Cell wide className="max-w-72 truncate">
        {names.join(", ")}
      </Cell>
      <Cell className="text-right whitespace-nowrap">
        <Button look="quiet" aria-label={`Change @${group.handle}`} onClick={onEdit}>
          Change
        </Button>{" "}
        <Button look="danger" aria-label={`Remove @${group.handle}`} onClick={() => setAsking(true)}>
          Remove
        </Button>
        {asking && (
          <ReasonDialog
            title={`Remove @${group.handle}`}
            description="Where it was mentioned it says that the group is gone. Who was told stays told."
            confirm="Remove"
            onConfirm={remove}
            onClose={() => setAsking(false)}
          />
        )}
      </Cell>
    </tr>
  );
}
