import { Compass } from "lucide-react";
import { ButtonLink } from "../ui/button-link.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

/** The same for what never was and for what may not be seen. */
export function NothingHere() {
  return (
    <EmptyState
      icon={<Compass />}
      title="There is nothing here"
      actions={
        <>
          <ButtonLink href="/" look="primary">
            Home
          </ButtonLink>
          <ButtonLink href="/browse">Browse threads</ButtonLink>
        </>
      }
    >
      It may have been removed, or you may not see it. A member of a private thread can add you.
    </EmptyState>
  );
}
