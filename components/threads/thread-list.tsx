"use client";

import { ChevronRight, Plus } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { useEntries } from "../../lib/client/hooks.ts";
import { openLayer } from "../shell/shell-state.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { ThreadListMenu } from "./thread-list-menu.tsx";
import { ThreadRow } from "./thread-row.tsx";

/** The person's threads in sections. One tab stop; arrows move within. */
export function ThreadList({ activeId }: { activeId: string | null }) {
  const sections = useEntries();
  const [focused, setFocused] = useState<string | null>(null);
  const [showArchived, setShowArchived] = useState(false);
  const shown = [...sections.starred, ...sections.threads, ...sections.direct];
  if (showArchived) shown.push(...sections.archived);
  const stop = [focused, activeId].find((id) => id && shown.includes(id)) ?? shown[0] ?? null;
  const rows = (ids: readonly string[]) =>
    ids.map((id) => <ThreadRow key={id} threadId={id} active={id === activeId} tabStop={id === stop} />);

  return (
    <ThreadListMenu>
      <div
        data-region="threads"
        onKeyDown={moveFocus}
        onFocus={(event) => setFocused((event.target as HTMLElement).dataset.thread ?? null)}
        className="scroll-quiet min-h-0 flex-1 overflow-y-auto px-2 pb-4"
      >
        {sections.starred.length > 0 && <Section title="Starred">{rows(sections.starred)}</Section>}
        <Section
          title="Threads"
          action={<SectionButton label="New thread" onClick={() => openLayer({ name: "createThread" })} />}
          after={<ListLink href="/browse">Browse threads</ListLink>}
        >
          {rows(sections.threads)}
        </Section>
        <Section
          title="Direct"
          action={<SectionButton label="New direct message" onClick={() => openLayer({ name: "newDirect" })} />}
          after={<ListLink href="/people">Find people</ListLink>}
        >
          {rows(sections.direct)}
        </Section>
        {sections.archived.length > 0 && (
          <section className="pt-4">
            <button
              type="button"
              aria-expanded={showArchived}
              onClick={() => setShowArchived(!showArchived)}
              className="flex h-7 w-full items-center gap-1 rounded-sm px-2 text-xs font-semibold text-text-3 hover:text-text max-md:h-touch"
            >
              <ChevronRight
                aria-hidden="true"
                className={`size-3.5 transition-transform ${showArchived ? "rotate-90" : ""}`}
              />
              Archived · {sections.archived.length}
            </button>
            {showArchived && <ul>{rows(sections.archived)}</ul>}
          </section>
        )}
      </div>
    </ThreadListMenu>
  );
}

type SectionProps = { title: string; action?: ReactNode; after?: ReactNode; children: ReactNode };

function Section({ title, action, after, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <div className="flex h-10 items-center justify-between pt-3 pr-1 pl-2">
        <h2 id={id} className="text-xs font-semibold tracking-[0.02em] text-text-3">
          {title}
        </h2>
        {action}
      </div>
      <ul>{children}</ul>
      {after}
    </section>
  );
}

function SectionButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <IconButton
      label={label}
      onClick={onClick}
      side="right"
      className="size-6 text-text-3 max-md:size-9 [&_svg]:size-3.5"
    >
      <Plus />
    </IconButton>
  );
}

function ListLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <PageLink
      href={href}
      className="flex h-row items-center gap-2.5 rounded-sm px-2 text-[0.875rem] text-text-3 outline-offset-[-2px] hover:bg-hover hover:text-text max-md:h-touch"
    >
      <span className="grid w-6 shrink-0 place-items-center">
        <Plus aria-hidden="true" className="size-4 stroke-[1.75]" />
      </span>
      {children}
    </PageLink>
  );
}

const STEPS: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** Arrows, Home and End walk over the rows, through all sections. */
function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const step = STEPS[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-thread]")];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  event.preventDefault();
  rows[step(at, rows.length)]?.focus();
}
