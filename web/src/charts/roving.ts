import { useState } from "preact/hooks";

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/**
 * One stop of Tab for all marks of a drawing, and arrow keys from mark to mark (WAI-ARIA, roving tabindex). Answers the
 * mark that Tab stops at, and what the drawing does with a key; its marks are links. In SVG the attribute is `tabindex`:
 * Preact leaves the case of names there as it is written.
 */
export function useRoving(count: number): [number, (event: KeyboardEvent & { currentTarget: SVGElement }) => void] {
  const [at, setAt] = useState(0);
  const current = Math.min(at, count - 1);
  return [
    current,
    (event) => {
      const step = steps[event.key];
      if (step === undefined) return;
      event.preventDefault();
      const marks = event.currentTarget.querySelectorAll<SVGElement>("a");
      const next = (current + step + marks.length) % marks.length;
      setAt(next);
      marks[next]?.focus();
    },
  ];
}
