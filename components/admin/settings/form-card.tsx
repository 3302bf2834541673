import { type FormEvent, type ReactNode, useId } from "react";
import { Button } from "../../ui/button.tsx";

type FormCardProps = {
  title: string;
  hint?: string;
  /** Why nothing can be changed, where it cannot. */
  why: string | null;
  problem: string | null;
  isChanged: boolean;
  busy: boolean;
  onSave: () => void;
  onDiscard: () => void;
  children: ReactNode;
};

/** Settings that are saved together. */
export function FormCard({ title, hint, why, problem, isChanged, busy, onSave, onDiscard, children }: FormCardProps) {
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave();
  };
  return (
    <form aria-labelledby={id} onSubmit={submit} className="rounded-lg border border-line bg-raised">
      <header className="border-b border-line px-4 py-3">
        <h2 id={id} className="text-md font-semibold">
          {title}
        </h2>
        {hint && <p className="text-sm text-text-3">{hint}</p>}
        {why && <p className="mt-1 text-sm text-text-2">{why}</p>}
      </header>
      <fieldset disabled={why !== null} className="flex min-w-0 flex-col gap-4 px-4 py-4">
        {children}
      </fieldset>
      {why === null && (
        <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-3">
          <p role="status" className="min-w-0 flex-1 text-sm text-danger">
            {problem}
          </p>
          {isChanged && <Button onClick={onDiscard}>Discard</Button>}
          <Button type="submit" look="primary" busy={busy} disabled={!isChanged}>
            Save
          </Button>
        </footer>
      )}
    </form>
  );
}
