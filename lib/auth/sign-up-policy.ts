import type { SignUpPolicy } from "../commands/admit-person.ts";
import { processSlot } from "../process.ts";
import { parseSignUpRule } from "./admission.ts";

/** Who may come in, as the environment says. */
export function signUpPolicy(): SignUpPolicy {
  const { SIGN_UP, OWNER_EMAIL } = processSlot().env;
  return { rule: parseSignUpRule(SIGN_UP), ownerEmail: OWNER_EMAIL };
}
