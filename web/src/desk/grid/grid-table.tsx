import { useRef } from "preact/hooks";
import type { Commitment } from "../../api.ts";
import { useCodes } from "../../codes.ts";
import { SortHead, Standing } from "../../parts/commitment-table.tsx";
import { commitmentUrl, othersUrl, Parties } from "../../parts/labels.tsx";
import type { Place } from "../../router.ts";
import { type Picked, pick } from "./change.ts";

const columns = [
  { label: "Commitment", sort: "title" },
  { label: "Status", sort: "status" },
  { label: "Due", sort: "due" },
] as const;

/**
 * Rows that are selected: the boxes are one stop of Tab. Arrows go from one to the next, Space selects, Shift takes all
 * on the way along, Ctrl A those of the page.
 */
export function GridTable({
  rows,
  place,
  selected,
  onSelect,
}: {
  rows: readonly Commitment[];
  place: Place;
  selected: Readonly<Record<string, Picked>>;
  onSelect: (rows: readonly Picked[], isOn: boolean) => void;
}) {
  const { label } = useCodes();
  const table = useRef<HTMLTableElement>(null);
  const last = useRef(0);
  const boxes = () => [...(table.current?.querySelectorAll<HTMLInputElement>("tbody input") ?? [])];
  const between = (from: number, to: number) => rows.slice(Math.min(from, to), Math.max(from, to) + 1).map(pick);
  const goTo = (n: number, takesAlong: boolean) => {
    const box = boxes()[n];
    if (!box) return;
    if (takesAlong) onSelect(between(last.current, n), true);
    last.current = n;
    box.focus();
  };
  const onKeyDown = (event: KeyboardEvent, n: number) => {
    const { key, shiftKey } = event;
    if (key === "ArrowDown") goTo(n + 1, shiftKey);
    else if (key === "ArrowUp") goTo(n - 1, shiftKey);
    else if (key === "Home") goTo(0, shiftKey);
    else if (key === "End") goTo(rows.length - 1, shiftKey);
    else if (key === "a" && (event.ctrlKey || event.metaKey)) onSelect(rows.map(pick), true);
    else return;
    event.preventDefault();
  };
  const areAll = rows.every(({ id }) => id in selected);
  const sorted = place.query.get("sort") ?? (place.query.get("q") ? "relevance" : "-statedOn");
  return (
    <table class="list grid-rows" ref={table}>
      <thead>
        <tr>
          <td>
            <label class="grid-box">
              <span class="hidden">All of this page</span>
              <input type="checkbox" checked={areAll} onChange={() => onSelect(rows.map(pick), !areAll)} />
            </label>
          </td>
          {columns.map((column) => (
            <SortHead key={column.label} {...column} sorted={sorted} place={place} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, n) => (
          <tr key={row.id} class={row.id in selected ? "selected" : undefined}>
            <td>
              <label class="grid-box">
                <span class="hidden">Select {row.title}</span>
                <input
                  type="checkbox"
                  tabIndex={n === Math.min(last.current, rows.length - 1) ? 0 : -1}
                  checked={row.id in selected}
                  onFocus={() => (last.current = n)}
                  onKeyDown={(event) => onKeyDown(event, n)}
                  onClick={(event) => {
                    const isOn = event.currentTarget.checked;
                    onSelect(event.shiftKey ? between(last.current, n) : [pick(row)], isOn);
                    last.current = n;
                  }}
                />
              </label>
            </td>
            <th scope="row">
              <a href={commitmentUrl(place, row.slug)}>{row.title}</a>
              <small>
                <Parties of={row.parties} place={place} others={othersUrl(place, row.slug)} />{" "}
                <span class="soft">
                  {[label("commitment-type", row.type), label("firmness", row.firmness), ...row.tags].join(", ")}
                </span>
              </small>
            </th>
            <Standing of={row} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}
