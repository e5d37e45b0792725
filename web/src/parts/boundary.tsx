import { Component, type ComponentChildren } from "preact";

/** What cannot be drawn says so, rather than leaving the page empty. */
export class Boundary extends Component<{ children: ComponentChildren }, { failed: boolean }> {
  override state = { failed: false };

  override componentDidCatch(): void {
    this.setState({ failed: true });
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <main id="main" class="bounds">
        <h1 tabIndex={-1}>This page could not be drawn</h1>
        <p>
          That is a fault of the page, not of the record. <a href="/commitments">All commitments</a> are there, and{" "}
          <a href="/api">the API</a> has whatever this page would have shown.
        </p>
      </main>
    );
  }
}
