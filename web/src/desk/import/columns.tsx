import { servanda } from "../session.ts";
import { useLoaded } from "../use-loaded.ts";
import type { SheetFile } from "./file.ts";

/** Columns that nobody knows: passed over, unless it is said what they mean. */
export function UnknownColumns({ file, onChange }: { file: SheetFile; onChange: (file: SheetFile) => void }) {
  const unknown = file.columns.flatMap(({ name, column }, n) => (column === null && name.trim() !== "" ? [n] : []));
  const known = useLoaded(unknown.length === 0 ? null : "template", (signal) =>
    servanda.text("/v1/import/template.csv", { signal }),
  );
  if (unknown.length === 0) return null;
  const taken = new Set(file.columns.map(({ column }) => column));
  const names = (known.data?.trim().split(",") ?? []).filter((name) => !taken.has(name));
  return (
    <section class="import-columns" aria-label="Columns that are not known">
      <p>These columns are not known, and are passed over unless you say what they mean:</p>
      <ul class="plain">
        {unknown.map((n) => (
          <li key={n}>
            <label>
              <b dir="auto">{file.columns[n]?.name}</b>{" "}
              <select
                value=""
                onChange={(event) => {
                  const { value } = event.currentTarget;
                  const next = { name: file.columns[n]?.name ?? "", column: value || null };
                  onChange({ ...file, columns: file.columns.with(n, next) });
                }}
              >
                <option value="">passed over</option>
                {names.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </label>
          </li>
        ))}
      </ul>
    </section>
  );
}
