"use client";

import { Info, X } from "lucide-react";
import { runOnServer } from "../../lib/client/administration.ts";
import { useNotices, usePerson } from "../../lib/client/hooks.ts";
import type { NoticeView } from "../../lib/contract/notices.ts";
import { atTimeOrDate } from "../chat/conversation/time-text.ts";
import { useTimeStyle } from "../chat/conversation/use-time-style.ts";
import { attempt } from "../shell/attempt.ts";
import { Banner } from "../ui/banner.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { noticeText } from "./notice-text.ts";

/** As many as fit above a conversation, the newest first; the next comes up when one is dismissed. */
const SHOWN = 2;

/** What the person was told about themself, until they dismiss it. */
export function NoticeBanners() {
  const notices = useNotices();
  const newest = notices.toReversed().slice(0, SHOWN);
  return newest.map((notice) => <NoticeBanner key={notice.id} notice={notice} />);
}

function NoticeBanner({ notice }: { notice: NoticeView }) {
  const actor = usePerson(notice.actorId);
  const style = useTimeStyle();
  const until = notice.until && atTimeOrDate(notice.until, new Date(), style).replace(/^(?:at|on) /, "");
  return (
    <Banner
      tone="warn"
      icon={<Info aria-hidden="true" />}
      actions={
        <IconButton
          label="Dismiss"
          onClick={() => void attempt(runOnServer("notice:dismiss", { noticeId: notice.id }))}
          className="size-6 max-md:size-8 [&_svg]:size-4"
        >
          <X />
        </IconButton>
      }
    >
      {noticeText(notice, { actor: actor?.displayName ?? "A moderator", until })}
    </Banner>
  );
}
