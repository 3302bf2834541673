"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Archive, ArchiveRestore, Ellipsis, Lock, LockOpen, LogIn, type LucideIcon, Trash2 } from "lucide-react";
import { useState } from "react";
import { runOnServer } from "../../../lib/client/administration.ts";
import type { AdminThreadView } from "../../../lib/contract/administration.ts";
import type { ThreadState } from "../../../lib/contract/roles.ts";
import { showThread } from "../../shell/navigate.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import { notify } from "../../ui/toast.ts";
import { ReasonDialog } from "../reason-dialog.tsx";
import { useDaysLeft } from "./use-days-left.ts";

type Deed = {
  verb: string;
  icon: LucideIcon;
  door: "thread:archive" | "thread:unarchive" | "thread:lock" | "thread:unlock" | "thread:delete" | "thread:restore";
  danger: boolean;
  /** What the dialog says will follow, and the toast that it did. */
  hint: string;
  done: string;
};

const ARCHIVE: Deed = {
  verb: "Archive",
  icon: Archive,
  door: "thread:archive",
  danger: true,
  hint: "It can still be read and searched; nobody can write in it. Its members are told.",
  done: "is archived",
};
const UNARCHIVE: Deed = {
  verb: "Unarchive",
  icon: ArchiveRestore,
  door: "thread:unarchive",
  danger: false,
  hint: "People can write in it again. Its members are told.",
  done: "is open again",
};
const LOCK: Deed = {
  verb: "Lock",
  icon: Lock,
  door: "thread:lock",
  danger: false,
  hint: "Everybody can read on; only owners and moderators post until it is unlocked. Its members are told.",
  done: "is locked",
};
const UNLOCK: Deed = {
  verb: "Unlock",
  icon: LockOpen,
  door: "thread:unlock",
  danger: false,
  hint: "Everybody in it can post again. Its members are told.",
  done: "is unlocked",
};
const DELETE: Deed = {
  verb: "Delete",
  icon: Trash2,
  door: "thread:delete",
  danger: true,
  hint: "Nobody sees it any more. It can be restored here within 30 days; then it is gone with everything in it.",
  done: "is deleted",
};
const RESTORE: Deed = {
  verb: "Restore",
  icon: ArchiveRestore,
  door: "thread:restore",
  danger: false,
  hint: "It comes back as it was, with the same people and all that was said in it. Its members are told.",
  done: "is back",
};
const DEEDS: Record<ThreadState, Deed[]> = {
  OPEN: [LOCK, ARCHIVE, DELETE],
  LOCKED: [UNLOCK, ARCHIVE, DELETE],
  ARCHIVED: [UNARCHIVE, DELETE],
  DELETED: [RESTORE],
};

/** What can be done about one thread. Into it leads the way that everybody takes: a private one asks why one joins. */
export function ThreadMenu({ thread }: { thread: AdminThreadView }) {
  const [asking, setAsking] = useState<Deed | null>(null);
  const queries = useQueryClient();
  const days = useDaysLeft(thread);
  const run = async (deed: Deed, reason: string) => {
    await runOnServer(deed.door, { threadId: thread.id, reason });
    notify(`${thread.name} ${deed.done}.`);
    await queries.invalidateQueries({ queryKey: ["admin"] });
  };
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`What to do about ${thread.name}`}>
            <Ellipsis />
          </IconButton>
        }
      >
        {thread.state !== "DELETED" && (
          <>
            <MenuItem icon={<LogIn />} onClick={() => showThread(thread.id)}>
              Go to the thread
            </MenuItem>
            <MenuSeparator />
          </>
        )}
        {DEEDS[thread.state].map((deed) => (
          <MenuItem
            key={deed.verb}
            icon={<deed.icon />}
            danger={deed === DELETE}
            why={days === 0 ? "It was deleted more than 30 days ago." : null}
            onClick={() => setAsking(deed)}
          >
            {deed.verb}
          </MenuItem>
        ))}
      </Menu>
      {asking && (
        <ReasonDialog
          title={`${asking.verb} ${thread.name}`}
          description={asking.hint}
          confirm={asking.verb}
          danger={asking.danger}
          onConfirm={(reason) => run(asking, reason)}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}
