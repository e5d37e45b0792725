import { plural } from "../../dates.ts";
import { numericDates } from "../fields/numeric-dates.ts";
import { dateOf } from "../fields/read-date.ts";
import { useAction } from "../use-action.ts";
import { type ImportFile, textAt } from "./file.ts";
import type { Edit } from "./lines.ts";
import type { Fault } from "./mistakes.ts";

const ofDates = /(?:On|Since|Edtf|\/date|\/edtf)$/;

/** Dates as people write them (26.05.2023, 6 June 2024), each another one: read all at once. */
export function ReadDates({
  file,
  faults,
  onMend,
}: {
  file: ImportFile;
  faults: readonly Fault[];
  onMend: (edits: readonly Edit[]) => void;
}) {
  const { run, isBusy, said } = useAction();
  const dates = faults
    .filter(({ name }) => ofDates.test(name))
    .map(({ row, name }) => ({ row, name, text: textAt(file, row, name) }))
    .filter(({ text }) => text.trim() !== "");
  const read = async () => {
    const inDigits = numericDates(dates.map(({ text }) => text));
    const readings = await Promise.all(
      dates.map(async (each) => ({ ...each, date: inDigits.get(each.text) ?? (await dateOf(each.text)) })),
    );
    const edits = readings.flatMap(({ row, name, text, date }) =>
      date === null || date === text ? [] : [{ row, name, text: date }],
    );
    onMend(edits);
    return `${edits.length} of ${plural(dates.length, "date")} could be read: look at them below.`;
  };
  if (new Set(dates.map(({ text }) => text)).size < 2) return said === "" ? null : <p role="status">{said}</p>;
  return (
    <p class="form-actions">
      <button type="button" disabled={isBusy} onClick={() => void run(read)}>
        Read {plural(dates.length, "date")} as people write them
      </button>
      <output>{said}</output>
    </p>
  );
}
