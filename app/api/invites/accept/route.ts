import { admitFirstVisit } from "../../../../lib/auth/first-visit.ts";
import { visitorWrite } from "../../../../lib/auth/visitor-door.ts";
import { acceptInviteInput } from "../../../../lib/contract/links.ts";

export const POST = visitorWrite(acceptInviteInput, ({ identity, address }, { code }) =>
  admitFirstVisit({ identity, address, inviteCode: code }),
);
