import type { ComponentChildren } from "preact";

/** What may be wider or longer than its place: it scrolls by itself, by keyboard too. */
export function Scroll({ label, children, isTall }: { label: string; children: ComponentChildren; isTall?: boolean }) {
  return (
    <section class={isTall ? "scroll tall" : "scroll"} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}

/** Lines for a program. */
export function Lines({ label, children, isTall }: { label: string; children: ComponentChildren; isTall?: boolean }) {
  return (
    <Scroll label={label} {...(isTall && { isTall })}>
      <pre>
        <code>{children}</code>
      </pre>
    </Scroll>
  );
}
