import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Scroll } from "../parts/scroll.tsx";
import { csvOf, type Table } from "./csv.ts";
import { download, svgOf } from "./download.ts";

export type HeadingLevel = "h2" | "h3" | "h4";

/** A drawing with its table one key away (`t`), and both to take along. */
export function Figure({
  title,
  note,
  name,
  table,
  csv,
  level: Heading = "h2",
  children,
}: {
  title: string;
  note?: ComponentChildren;
  /** Of the files that it is saved as. */
  name: string;
  table: Table;
  /** Where the API has the same as CSV. */
  csv?: string;
  level?: HeadingLevel;
  children: ComponentChildren;
}) {
  const [isTable, setTable] = useState(false);
  const ref = useRef<HTMLElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  // What had the focus goes with the drawing or the table, and the focus must not.
  const turn = () => {
    setTable(!isTable);
    toggle.current?.focus();
  };
  const saveDrawing = () => {
    const drawing = ref.current?.querySelector("svg");
    if (drawing) download(`${name}.svg`, "image/svg+xml", svgOf(drawing));
  };
  return (
    <figure
      ref={ref}
      onKeyDown={(event) => {
        if (event.key === "t" && !event.ctrlKey && !event.metaKey && !event.altKey) turn();
      }}
    >
      <figcaption>
        <Heading dir="auto">{title}</Heading>
        <span class="tools">
          <button ref={toggle} type="button" aria-pressed={isTable} aria-keyshortcuts="t" onClick={turn}>
            {isTable ? "Drawing" : "Table"}
          </button>
          {csv ? (
            <>
              <a class="button" href={csv}>
                CSV
              </a>
              <a class="button" href={csv.replace(".csv", ".xlsx")}>
                XLSX
              </a>
            </>
          ) : (
            <button type="button" onClick={() => download(`${name}.csv`, "text/csv", csvOf(table))}>
              CSV
            </button>
          )}
          {!isTable && (
            <button type="button" onClick={saveDrawing}>
              SVG
            </button>
          )}
        </span>
        {note && <p class="soft">{note}</p>}
      </figcaption>
      {isTable ? <DataTable table={table} title={title} /> : children}
    </figure>
  );
}

function DataTable({ table: { head, rows }, title }: { table: Table; title: string }) {
  return (
    <Scroll label={`${title}, as a table`}>
      <table>
        <thead>
          <tr>
            {head.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, n) => (
            <tr key={n}>
              {row.map((cell, column) => (
                <td key={column} class={typeof cell === "number" ? "number" : undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/**
 * The width of the element that is given the ref, followed as it changes, so that drawings keep the size of their
 * letters.
 */
export function useWidth(): [(element: HTMLElement | null) => void, number] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (!element) return;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [setElement, width];
}
