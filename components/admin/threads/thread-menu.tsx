"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Archive, ArchiveRestore, Ellipsis } from "lucide-react";
import { useState } from "react";
import { runOnServer } from "../../../lib/client/administration.ts";
import type { AdminThreadView } from "../../../lib/contract/administration.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { notify } from "../../ui/toast.ts";
import { ReasonDialog } from "../reason-dialog.tsx";
import { useDaysLeft } from "./use-days-left.ts";

type Deed = {
  verb: string;
  door: "thread:archive" | "thread:unarchive" | "thread:restore";
  /** What the dialog says will follow, and the toast that it did. */
  hint: string;
  done: string;
};

const DEEDS: Record<"archive" | "unarchive" | "restore", Deed> = {
  archive: {
    verb: "Archive",
    door: "thread:archive",
    hint: "It can still be read and searched; nobody can write in it. Its members are told.",
    done: "is archived",
  },
  unarchive: {
    verb: "Unarchive",
    door: "thread:unarchive",
    hint: "People can write in it again. Its members are told.",
    done: "is open again",
  },
  restore: {
    verb: "Restore",
    door: "thread:restore",
    hint: "It comes back as it was, with the same people and all that was said in it. Its members are told.",
    done: "is back",
  },
};

/** What can be done about one thread. */
export function ThreadMenu({ thread }: { thread: AdminThreadView }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const days = useDaysLeft(thread);
  const name = thread.state === "DELETED" ? "restore" : thread.state === "ARCHIVED" ? "unarchive" : "archive";
  const { verb, door, hint, done } = DEEDS[name];
  const run = async (reason: string) => {
    await runOnServer(door, { threadId: thread.id, reason });
    notify(`${thread.name} ${done}.`);
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
        <MenuItem
          icon={name === "archive" ? <Archive /> : <ArchiveRestore />}
          why={days === 0 ? "It was deleted more than 30 days ago." : null}
          onClick={() => setAsking(true)}
        >
          {verb}
        </MenuItem>
      </Menu>
      {asking && (
        <ReasonDialog
          title={`${verb} ${thread.name}`}
          description={hint}
          confirm={verb}
          danger={name === "archive"}
          onConfirm={run}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
