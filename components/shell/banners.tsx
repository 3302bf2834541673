"use client";

import { FlaskConical, WifiOff, X } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useConnection, usePendingCount } from "../../lib/client/hooks.ts";
import { NoticeBanners } from "../moderation/notice-banners.tsx";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { loadPage } from "./load-page.ts";

/** What holds for the whole page for a while. */
export function Banners({ localIdentity }: { localIdentity: boolean }) {
  return (
    <>
      <SessionBanner />
      <OfflineBanner />
      <NoticeBanners />
      {localIdentity && <LocalIdentityBanner />}
    </>
  );
}

const EXPIRED = {
  SESSION_EXPIRED: "Your session has ended.",
  SESSION_REVOKED: "Your session was ended from another device or by an admin.",
  ACCOUNT_SUSPENDED: "This account is suspended. A workspace admin can restore it.",
} as const;

function SessionBanner() {
  const { expired } = useConnection();
  if (!expired) return null;
  return (
    <Banner
      tone="danger"
      actions={
        expired !== "ACCOUNT_SUSPENDED" && (
          <Button onClick={() => loadPage(`/sign-in?${new URLSearchParams({ redirect_url: location.pathname })}`)}>
            Sign in again
          </Button>
        )
      }
    >
      {EXPIRED[expired]} What you wrote and did not send is kept on this device.
    </Banner>
  );
}

/** After two seconds only: a change of network is no news. */
function OfflineBanner() {
  const offline = useConnection().status === "offline";
  const waiting = usePendingCount();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(offline), offline ? 2_000 : 0);
    return () => clearTimeout(timer);
  }, [offline]);
  if (!shown || !offline) return null;
  return (
    <Banner tone="warn" icon={<WifiOff aria-hidden="true" />}>
      <strong className="font-semibold">You are offline.</strong> Go on writing:{" "}
      {waiting === 0
        ? "messages are kept here and sent when the connection is back."
        : `${waiting === 1 ? "1 message waits" : `${waiting} messages wait`} here and will be sent when the connection is back.`}
    </Banner>
  );
}

const DISMISSED_KEY = "confab.localIdentityDismissed";
const DISMISSED_EVENT = "confab:local-identity";
const today = () => new Date().toDateString();

function subscribe(changed: () => void) {
  addEventListener(DISMISSED_EVENT, changed);
  return () => removeEventListener(DISMISSED_EVENT, changed);
}

function dismissedToday(): boolean {
  try {
    return localStorage.getItem(DISMISSED_KEY) === today();
  } catch {
    return false;
  }
}

function dismiss() {
  try {
    localStorage.setItem(DISMISSED_KEY, today());
  } catch {
    // Without storage it comes back with the next page.
  }
  dispatchEvent(new Event(DISMISSED_EVENT));
}

function LocalIdentityBanner() {
  const dismissed = useSyncExternalStore(subscribe, dismissedToday, () => true);
  if (dismissed) return null;
  return (
    <Banner
      tone="neutral"
      icon={<FlaskConical aria-hidden="true" />}
      actions={
        <IconButton label="Hide until tomorrow" onClick={dismiss} className="size-6 max-md:size-8 [&_svg]:size-4">
          <X />
        </IconButton>
      }
    >
      <span className="text-xs">
        Local identity: anybody on this machine can sign in as anybody.{" "}
        <span className="max-md:hidden">Set Clerk&apos;s keys before you let others in.</span>
      </span>
    </Banner>
  );
}
