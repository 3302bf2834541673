"use client";

import { useState } from "react";
import type { PersonView } from "../../../lib/contract/people.ts";
import { type Action, isThreadAction, SYSTEM_ACTIONS, THREAD_ACTIONS } from "../../../lib/policy/actions.ts";
import { capitalised, VERBS } from "../../../lib/policy/phrases.ts";
import { Select } from "../../ui/select.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { AdminPage } from "../admin-page.tsx";
import { ChoosePerson } from "../choose-person.tsx";
import { ChooseThread, type ChosenThread } from "../choose-thread.tsx";
import { Card } from "../table.tsx";
import { Explanation } from "./explanation.tsx";
import { ViewAs } from "./view-as.tsx";

const ACTIONS = [...(Object.keys(THREAD_ACTIONS) as Action[]), ...SYSTEM_ACTIONS].map((action) => ({
  value: action,
  label: capitalised(VERBS[action]),
}));

/** Why somebody can or cannot do something, and the workspace as they see it. */
export function PermissionsPage() {
  const [tab, setTab] = useState("why");
  const [person, setPerson] = useState<PersonView | null>(null);
  const [thread, setThread] = useState<ChosenThread | null>(null);
  const [action, setAction] = useState<Action>("message.send");
  const inThread = isThreadAction(action);
  return (
    <AdminPage title="Permissions" hint="What the server would decide, and every step of the way to it.">
      <Tabs
        label="Permissions"
        value={tab}
        onChange={setTab}
        tabs={[
          {
            value: "why",
            label: "Why can’t they?",
            content: (
              <div className="grid items-start gap-5 pt-5 md:grid-cols-[20rem_minmax(0,1fr)]">
                <Card label="The question" className="flex flex-col gap-4 p-4">
                  <ChoosePerson label="Person" chosen={person} onChoose={setPerson} />
                  <div className="flex flex-col gap-1.5">
                    <span className="text-sm font-semibold">Action</span>
                    <Select
                      label="Action"
                      value={action}
                      options={ACTIONS}
                      onChange={setAction}
                      className="h-9 w-full max-md:h-11"
                    />
                  </div>
                  {inThread && <ChooseThread label="Thread" chosen={thread} onChoose={setThread} />}
                </Card>
                <Explanation
                  question={
                    person && (!inThread || thread)
                      ? { userId: person.id, action, ...(inThread && thread ? { threadId: thread.id } : {}) }
                      : null
                  }
                />
              </div>
            ),
          },
          {
            value: "view",
            label: "View as",
            content: (
              <div className="flex flex-col gap-5 pt-5">
                <div className="max-w-80">
                  <ChoosePerson label="Person" chosen={person} onChoose={setPerson} />
                </div>
                {person && <ViewAs key={person.id} person={person} />}
              </div>
            ),
          },
        ]}
      />
    </AdminPage>
  );
}
