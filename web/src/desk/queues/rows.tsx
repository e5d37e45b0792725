import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { singleKey } from "../shortcuts.ts";

/**
 * Rows that are gone through by keys: n and p go to the next and the previous one, others do what `commands` say to the
 * one that has the focus. They work only there, so that nobody who types is surprised.
 */
export function Rows<T extends { id: string }>({
  rows,
  label,
  commands,
  children,
}: {
  rows: readonly T[];
  label: string;
  commands: Record<string, (row: T) => void>;
  children: (row: T) => ComponentChildren;
}) {
  const list = useRef<HTMLOListElement>(null);
  const goTo = (n: number) => list.current?.querySelectorAll<HTMLElement>(":scope > li")[n]?.focus();
  return (
    <ol class="plain queue-rows" aria-label={label} ref={list}>
      {rows.map((row, n) => (
        <li
          key={row.id}
          tabIndex={0}
          onKeyDown={(event) => {
            if (event.target !== event.currentTarget) return;
            const key = singleKey(event) ?? "";
            if (key === "n") goTo(n + 1);
            else if (key === "p") goTo(n - 1);
            else if (key === "Enter") event.currentTarget.querySelector<HTMLElement>("a")?.click();
            else if (key in commands) commands[key]?.(row);
            else return;
            event.preventDefault();
          }}
        >
          {children(row)}
        </li>
      ))}
    </ol>
  );
}
