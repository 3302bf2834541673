import type { ReactNode } from "react";
import { Queries } from "../../../components/chat/queries.tsx";

/** The pages beside conversations: they ask the server for what is not kept up to date, and bring what that takes. */
export default function AskingLayout({ children }: { children: ReactNode }) {
  return <Queries>{children}</Queries>;
}
