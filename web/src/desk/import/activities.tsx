import { useState } from "preact/hooks";
import { FaultWords } from "./fault-words.tsx";
import { type ImportFile, rowNumber, textAt } from "./file.ts";
import type { Edit } from "./lines.ts";
import type { Fault } from "./mistakes.ts";
import { isMended } from "./use-import.ts";

const atOnce = 10;

/** The activities that have faults, each as it is written, with what is wrong in it: mended in its own XML. */
export function Activities({
  file,
  checked,
  faults,
  onEdit,
}: {
  file: ImportFile;
  checked: ImportFile;
  faults: readonly Fault[];
  onEdit: (edits: readonly Edit[]) => void;
}) {
  const [most, setMost] = useState(atOnce);
  const byRow = [...Map.groupBy(faults, ({ row }) => row)].toSorted(([a], [b]) => a - b);
  return (
    <section aria-labelledby="activities-title">
      <h2 id="activities-title">Activities with faults: {byRow.length.toLocaleString("en")}</h2>
      <ol class="plain import-activities">
        {byRow.slice(0, most).map(([row, own]) => {
          const text = textAt(file, row, "");
          const isOpen = own.some((fault) => !isMended(file, checked, fault));
          const id = `activity-${row}`;
          return (
            <li key={row}>
              <label>
                <b>Activity {rowNumber(file, row)}</b>
                <textarea
                  dir="ltr"
                  rows={Math.min(16, text.split("\n").length + 1)}
                  spellcheck={false}
                  value={text}
                  aria-invalid={isOpen}
                  aria-describedby={id}
                  onInput={(event) => onEdit([{ row, name: "", text: event.currentTarget.value }])}
                />
              </label>
              <ul id={id} class={isOpen ? "plain fault" : "plain soft"}>
                {isOpen ? (
                  own.map(({ name, detail }) => (
                    <li key={name + detail}>
                      {name}: <FaultWords detail={detail} />
                    </li>
                  ))
                ) : (
                  <li>Mended, not checked yet</li>
                )}
              </ul>
            </li>
          );
        })}
      </ol>
      {byRow.length > most && (
        <button type="button" onClick={() => setMost(most + atOnce)}>
          Show {atOnce} more
        </button>
      )}
    </section>
  );
}
