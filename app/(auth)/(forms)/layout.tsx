import type { ReactNode } from "react";
import { Brand } from "../../../components/auth/brand.tsx";

/** The forms before the workspace: one quiet column. */
export default function FormsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-dvh place-items-center bg-surface px-4 py-[max(2rem,env(safe-area-inset-top))]">
      <main className="flex w-full max-w-[26rem] flex-col gap-5">
        <div className="px-1">
          <Brand />
        </div>
        {children}
      </main>
    </div>
  );
}
