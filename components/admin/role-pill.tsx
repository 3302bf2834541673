import type { AccountStatus, SystemRole } from "../../lib/contract/roles.ts";
import { classNames } from "../ui/class-names.ts";

export const ROLE_NAMES: Record<SystemRole, string> = { OWNER: "Owner", ADMIN: "Admin", MEMBER: "Member" };
const STATUS_NAMES: Record<AccountStatus, string> = { ACTIVE: "Active", SUSPENDED: "Suspended", DELETED: "Deleted" };

/** A word in a pill. */
export function Pill({ tone = "neutral", children }: { tone?: "neutral" | "accent" | "danger"; children: string }) {
  return (
    <span
      className={classNames(
        "inline-flex h-[22px] items-center rounded-full px-2.5 text-xs font-[590] whitespace-nowrap",
        tone === "accent"
          ? "bg-accent-soft text-accent-text"
          : tone === "danger"
            ? "bg-danger-soft text-danger"
            : "bg-code text-text-2",
      )}
    >
      {children}
    </span>
  );
}

/** What somebody is in the workspace; where they are shut out, that above all. */
export function RolePill({ role, status }: { role: SystemRole; status: AccountStatus }) {
  if (status !== "ACTIVE") return <Pill tone="danger">{STATUS_NAMES[status]}</Pill>;
  return <Pill tone={role === "OWNER" ? "accent" : "neutral"}>{ROLE_NAMES[role]}</Pill>;
}
