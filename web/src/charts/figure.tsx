import type { ComponentChildren, RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Scroll } from "../parts/scroll.tsx";
import { csvOf, type Table } from "./csv.ts";
import { download, svgOf } from "./download.ts";

/** A drawing with its table one key away (`t`), and both to take along. */
export function Figure({
  title,
  note,
  name,
  table,
  children,
}: {
  title: string;
  note?: ComponentChildren;
  /** Of the files that it is saved as. */
  name: string;
  table: Table;
  children: ComponentChildren;
}) {
  const [isTable, setTable] = useState(false);
  const ref = useRef<HTMLElement>(null);
  const saveDrawing = () => {
    const drawing = ref.current?.querySelector("svg");
    if (drawing) download(`${name}.svg`, "image/svg+xml", svgOf(drawing));
  };
  return (
    <figure
      ref={ref}
      onKeyDown={(event) => {
        if (event.key === "t" && !event.ctrlKey && !event.metaKey && !event.altKey) setTable(!isTable);
      }}
    >
      <figcaption>
        <h2>{title}</h2>
        <span class="tools">
          <button type="button" aria-pressed={isTable} aria-keyshortcuts="t" onClick={() => setTable(!isTable)}>
            {isTable ? "Drawing" : "Table"}
          </button>
          <button type="button" onClick={() => download(`${name}.csv`, "text/csv", csvOf(table))}>
            CSV
          </button>
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

/** The width of an element, followed as it changes, so that drawings keep the size of their letters. */
export function useWidth(ref: RefObject<HTMLElement | null>): number {
  const [width, set] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    set(element.clientWidth);
    const observer = new ResizeObserver(() => set(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return width;
}
