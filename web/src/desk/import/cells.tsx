import { useState } from "preact/hooks";
import { plural } from "../../dates.ts";
import { FaultWords } from "./fault-words.tsx";
import { type ImportFile, rowCount, rowNumber, textAt } from "./file.ts";
import type { Edit } from "./lines.ts";
import type { Fault } from "./mistakes.ts";
import { isMended } from "./use-import.ts";

const atOnce = 50;

interface Shown {
  file: ImportFile;
  /** The file as it was checked, and what was wrong then. */
  checked: ImportFile;
  faults: readonly Fault[];
  onEdit: (edits: readonly Edit[]) => void;
}

/** The cells, faults beside them. Tab goes from one fault to the next, arrows up and down in a column. */
export function Cells(props: Shown) {
  const { file, faults } = props;
  const [areAll, setAll] = useState(false);
  const [from, setFrom] = useState(0);
  const byRow = Map.groupBy(faults, ({ row }) => row);
  const rows = areAll
    ? Array.from({ length: rowCount(file) }, (_, n) => n)
    : [...byRow.keys()].toSorted((a, b) => a - b);
  const begin = from < rows.length ? from : 0;
  const page = rows.slice(begin, begin + atOnce);
  const names = namesIn(file, faults);
  return (
    <section aria-labelledby="cells-title">
      <div class="results-head">
        <h2 id="cells-title">{areAll ? "All rows" : `Rows with faults: ${rows.length.toLocaleString("en")}`}</h2>
        <span class="form-actions">
          {file.kind === "sheet" && (
            <button type="button" aria-pressed={areAll} onClick={() => setAll(!areAll)}>
              All {plural(rowCount(file), "row")}
            </button>
          )}
          {begin > 0 && (
            <button type="button" onClick={() => setFrom(begin - atOnce)}>
              Previous {atOnce}
            </button>
          )}
          {begin + atOnce < rows.length && (
            <button type="button" onClick={() => setFrom(begin + atOnce)}>
              Next {atOnce}
            </button>
          )}
        </span>
      </div>
      <section class="scroll import-scroll" aria-label="Cells" tabIndex={0}>
        <table class="import-cells">
          <thead>
            <tr>
              <th scope="col">{file.kind === "sheet" ? "Row" : "Line"}</th>
              {names.map((name) => (
                <th key={name} scope="col">
                  {name === "" ? "The whole line" : name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {page.map((row) => (
              <CellRow key={row} {...props} row={row} names={names} own={byRow.get(row) ?? []} />
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

/** Of a sheet, its columns that hold anything; of lines, what is wrong in some of them. */
function namesIn(file: ImportFile, faults: readonly Fault[]): string[] {
  const wrong = new Set(faults.map(({ name }) => name));
  if (file.kind !== "sheet") return [...wrong].toSorted();
  const used = file.columns.flatMap(({ column }, n) =>
    column !== null && file.rows.some(({ cells }) => (cells[n] ?? "") !== "") ? [column] : [],
  );
  return [...new Set([...used, ...wrong])].filter((name) => name !== "");
}

function CellRow({
  file,
  checked,
  row,
  names,
  own,
  onEdit,
}: Shown & { row: number; names: readonly string[]; own: readonly Fault[] }) {
  const number = rowNumber(file, row);
  const ofRow = own.filter(({ name }) => name === "" && file.kind === "sheet");
  return (
    <tr>
      <th scope="row">
        {number}
        {ofRow.map(({ detail }) => (
          <small key={detail} class="fault">
            <FaultWords detail={detail} />
          </small>
        ))}
      </th>
      {names.map((name) => {
        const fault = own.find((each) => each.name === name);
        const text = textAt(file, row, name);
        const isOpen = fault !== undefined && !isMended(file, checked, fault);
        const id = `fault-${row}-${name}`;
        return (
          <td key={name}>
            <input
              dir="auto"
              aria-label={`${name}, row ${number}`}
              aria-invalid={isOpen}
              {...(fault && { "aria-describedby": id })}
              tabIndex={fault ? 0 : -1}
              size={Math.min(40, Math.max(8, text.length + 1))}
              value={text}
              onInput={(event) => onEdit([{ row, name, text: event.currentTarget.value }])}
              onKeyDown={(event) => moveInColumn(event)}
            />
            {fault && (
              <small id={id} class={isOpen ? "fault" : "soft"} title={isOpen ? fault.detail : undefined}>
                {isOpen ? <FaultWords detail={fault.detail} /> : "Mended, not checked yet"}
              </small>
            )}
          </td>
        );
      })}
    </tr>
  );
}

function moveInColumn(event: KeyboardEvent & { currentTarget: HTMLInputElement }): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const cell = event.currentTarget.closest("td");
  const row = cell?.parentElement;
  const next = event.key === "ArrowDown" ? row?.nextElementSibling : row?.previousElementSibling;
  next?.children[cell?.cellIndex ?? 0]?.querySelector("input")?.focus();
  event.preventDefault();
}
