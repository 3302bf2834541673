import { becomeOwner } from "../../../../lib/auth/become-owner.ts";
import { visitorWrite } from "../../../../lib/auth/visitor-door.ts";
import { claimOwnershipInput } from "../../../../lib/contract/links.ts";

export const POST = visitorWrite(claimOwnershipInput, ({ identity, requestId }, { token }) =>
  becomeOwner(identity, token, requestId),
);
