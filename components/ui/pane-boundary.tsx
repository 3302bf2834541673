"use client";

import { Component, type ReactNode } from "react";
import { Button } from "./button.tsx";
import { ErrorPanel } from "./error-panel.tsx";

type PaneBoundaryProps = {
  /** What the pane is to people: "the conversation". */
  name: string;
  /** A new value gives the pane another chance: the id of what it shows. */
  resetKey?: string;
  children: ReactNode;
};

type PaneState = { failed: false } | { failed: true; isMissing: boolean };

/** Keeps one pane's failure to itself: the rest of the page goes on. */
export class PaneBoundary extends Component<PaneBoundaryProps, PaneState> {
  override state: PaneState = { failed: false };

  static getDerivedStateFromError(error: unknown): PaneState {
    // A script that did not come stays failed for React: only a new page asks for it again.
    return { failed: true, isMissing: error instanceof Error && error.name === "ChunkLoadError" };
  }

  override componentDidUpdate(before: PaneBoundaryProps) {
    if (this.state.failed && before.resetKey !== this.props.resetKey) this.setState({ failed: false });
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    if (this.state.isMissing)
      return (
        <ErrorPanel
          title={`A part of ${this.props.name} could not be loaded`}
          actions={<Button onClick={() => window.location.reload()}>Reload the page</Button>}
        >
          Either the connection failed, or Confab was updated meanwhile. What you wrote is kept.
        </ErrorPanel>
      );
    return (
      <ErrorPanel title={`Something went wrong in ${this.props.name}`} onRetry={() => this.setState({ failed: false })}>
        What you wrote is kept. Try again, or reload the page if it happens twice.
      </ErrorPanel>
    );
  }
}
