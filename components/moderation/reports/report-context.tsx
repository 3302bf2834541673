"use client";

import { useQuery } from "@tanstack/react-query";
import { askServer } from "../../../lib/client/administration.ts";
import { usePerson } from "../../../lib/client/hooks.ts";
import type { MessageView } from "../../../lib/contract/messages.ts";
import { shortTime } from "../../chat/conversation/time-text.ts";
import { useTimeStyle } from "../../chat/conversation/use-time-style.ts";
import { UNKNOWN_NAME } from "../../people/person-names.ts";
import { classNames } from "../../ui/class-names.ts";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { RowsSkeleton } from "../../ui/skeleton.tsx";

/** The reported message as it is now, with what was said around it. */
export function ReportContext({ reportId }: { reportId: string }) {
  const { data, isError, refetch } = useQuery({
    queryKey: ["admin", "report", reportId],
    queryFn: () => askServer("report", { reportId }),
    staleTime: 0,
  });
  if (isError) return <ErrorPanel title="The context could not be loaded" onRetry={() => void refetch()} />;
  if (!data) return <RowsSkeleton rows={3} label="Loading the context" className="px-0" />;
  if (data.messages.length === 0) return <p className="text-sm text-text-3">The message is not there any more.</p>;
  return (
    <ol aria-label="Context" className="flex flex-col rounded-md border border-line bg-surface py-1">
      {data.messages.map((message) => (
        <Line key={message.id} message={message} reported={message.id === data.report.messageId} />
      ))}
    </ol>
  );
}

function Line({ message, reported }: { message: MessageView; reported: boolean }) {
  const name = usePerson(message.authorId)?.displayName ?? UNKNOWN_NAME;
  const style = useTimeStyle();
  return (
    <li
      aria-current={reported ? "true" : undefined}
      className={classNames("px-3 py-1 text-sm break-words whitespace-pre-wrap", reported && "bg-warn-soft")}
    >
      <strong className="font-semibold">{name}</strong>{" "}
      <span className="text-xs text-text-3">{shortTime(message.createdAt, style)}</span>{" "}
      {message.body ?? <em className="text-text-3">deleted</em>}
      {message.forward?.body && <span className="block text-text-2">Forwarded: {message.forward.body}</span>}
    </li>
  );
}
