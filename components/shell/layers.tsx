"use client";

import dynamic from "next/dynamic";
import { useShell } from "./shell-state.ts";

const Switcher = dynamic(() => import("./switcher.tsx").then((file) => file.Switcher), { ssr: false });
const ShortcutHelp = dynamic(() => import("./shortcut-help.tsx").then((file) => file.ShortcutHelp), { ssr: false });
const CreateThread = dynamic(() => import("../threads/create-thread.tsx").then((file) => file.CreateThread), {
  ssr: false,
});
const NewDirect = dynamic(() => import("../threads/new-direct.tsx").then((file) => file.NewDirect), { ssr: false });
const AddPeople = dynamic(() => import("../threads/add-people.tsx").then((file) => file.AddPeople), { ssr: false });
const PersonCard = dynamic(() => import("../people/person-card.tsx").then((file) => file.PersonCard), { ssr: false });
const StatusDialog = dynamic(() => import("../people/status-dialog.tsx").then((file) => file.StatusDialog), {
  ssr: false,
});
const SignOut = dynamic(() => import("./sign-out-dialog.tsx").then((file) => file.SignOutDialog), { ssr: false });

/** The windows over the page, each loaded when it is first opened. */
export function Layers() {
  const layer = useShell((state) => state.layer);
  if (!layer) return null;
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
    case "person":
      return <PersonCard userId={layer.userId} />;
    case "status":
      return <StatusDialog />;
    case "signOut":
      return <SignOut />;
  }
}
