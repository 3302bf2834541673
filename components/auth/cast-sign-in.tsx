"use client";

import { useClerk } from "@clerk/nextjs";
import { useState } from "react";
import { Avatar } from "../ui/avatar.tsx";
import { Spinner } from "../ui/spinner.tsx";

type CastSignInProps = {
  cast: { clerkId: string; email: string; name: string; part: string }[];
  password: string;
  /** A path of ours to land on. */
  returnTo: string;
};

/** The people of the seeded workspace, each a button that signs in as them. Under local identity only. */
export function CastSignIn({ cast, password, returnTo }: CastSignInProps) {
  const clerk = useClerk();
  const [entering, setEntering] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function enter(email: string) {
    if (!clerk.client) return;
    setEntering(email);
    setProblem(null);
    try {
      const attempt = await clerk.client.signIn.create({ strategy: "password", identifier: email, password });
      await clerk.setActive({ session: attempt.createdSessionId, redirectUrl: returnTo });
    } catch (error) {
      setEntering(null);
      setProblem(error instanceof Error ? error.message : "That did not work.");
    }
  }

  return (
    <section aria-labelledby="cast-title" className="rounded-lg border border-line bg-raised p-5">
      <h2 id="cast-title" className="text-md font-semibold">
        Try it as one of the cast
      </h2>
      <p className="mt-0.5 text-sm text-text-2">
        Identity is local on this machine. The password of all four is{" "}
        <code className="rounded-sm bg-code px-1 py-0.5 font-mono text-[0.92em]">{password}</code>
      </p>
      <ul className="mt-3 grid grid-cols-2 gap-2 max-[359px]:grid-cols-1">
        {cast.map(({ clerkId, email, name, part }) => (
          <li key={email}>
            <button
              type="button"
              disabled={entering !== null || !clerk.loaded}
              title={email}
              onClick={() => void enter(email)}
              className="flex w-full items-center gap-2.5 rounded-md border border-line bg-bg px-2.5 py-2 text-start transition-colors hover:border-line-strong hover:bg-hover disabled:cursor-default disabled:opacity-60"
            >
              <Avatar id={clerkId} name={name} size={28} />
              <span className="min-w-0 flex-1 leading-tight">
                <span className="block truncate text-sm font-semibold">
                  <span className="sr-only">Sign in as </span>
                  {name}
                </span>
                <span className="block truncate text-xs text-text-3">{part}</span>
              </span>
              {entering === email && <Spinner className="size-3.5" />}
            </button>
          </li>
        ))}
      </ul>
      <p role="alert" className="mt-2 text-sm text-danger empty:hidden">
        {problem}
      </p>
    </section>
  );
}
