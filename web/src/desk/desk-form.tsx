import type { ComponentChildren } from "preact";
import { isSaveKey } from "./shortcuts.ts";

/** A form of the desk: its button or Ctrl Enter sends it, once at a time; Esc leaves it where that is to be had. */
export function DeskForm({
  label,
  isBusy = false,
  onSave,
  onLeave,
  class: more = "",
  children,
}: {
  label: string;
  isBusy?: boolean;
  onSave: () => unknown;
  onLeave?: () => void;
  class?: string;
  children: ComponentChildren;
}) {
  return (
    <form
      class={`desk-form ${more}`.trim()}
      aria-label={label}
      aria-busy={isBusy}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) onSave();
      }}
      onKeyDown={(event) => {
        if (isSaveKey(event)) {
          event.preventDefault();
          event.currentTarget.requestSubmit();
        }
        if (event.key === "Escape") onLeave?.();
      }}
    >
      {children}
    </form>
  );
}
