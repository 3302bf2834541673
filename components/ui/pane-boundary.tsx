"use client";

import { Component, type ReactNode } from "react";
import { ErrorPanel } from "./error-panel.tsx";

type PaneBoundaryProps = {
  /** What the pane is to people: "the conversation". */
  name: string;
  /** A new value gives the pane another chance: the id of what it shows. */
  resetKey?: string;
  children: ReactNode;
};

/** Keeps one pane's failure to itself: the rest of the page goes on. */
export class PaneBoundary extends Component<PaneBoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidUpdate(before: PaneBoundaryProps) {
    if (this.state.failed && before.resetKey !== this.props.resetKey) this.setState({ failed: false });
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <ErrorPanel title={`Something went wrong in ${this.props.name}`} onRetry={() => this.setState({ failed: false })}>
        What you wrote is kept. Try again, or reload the page if it happens twice.
      </ErrorPanel>
    );
  }
}
