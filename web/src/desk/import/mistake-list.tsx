import { useState } from "preact/hooks";
import { plural, pluralOf } from "../../dates.ts";
import { WholeFault } from "./fault-words.tsx";
import { type ImportFile, rowNoun, rowNumber } from "./file.ts";
import type { Edit } from "./lines.ts";
import { type Mistake, mending } from "./mistakes.ts";

const mostShown = 40;
const mostRows = 6;

/** What is wrong, the same mistake once: mended wherever it stands, with one button. */
export function MistakeList({
  file,
  mistakes,
  onMend,
}: {
  file: ImportFile;
  mistakes: readonly Mistake[];
  onMend: (edits: readonly Edit[]) => void;
}) {
  return (
    <ol class="plain import-mistakes" aria-label="What is wrong">
      {mistakes.slice(0, mostShown).map((mistake) => (
        <li key={`${mistake.name} ${mistake.part} ${mistake.detail}`}>
          <Mend file={file} mistake={mistake} onMend={onMend} />
        </li>
      ))}
      {mistakes.length > mostShown && (
        <li class="soft">and {plural(mistakes.length - mostShown, "other mistake")}, in the rows below</li>
      )}
    </ol>
  );
}

type MendProps = Omit<Parameters<typeof MistakeList>[0], "mistakes"> & { mistake: Mistake };

function Mend({ file, mistake, onMend }: MendProps) {
  const { name, part, detail, allowed, meant, faults } = mistake;
  const [by, setBy] = useState(meant);
  const edits = by === part || file.kind === "activities" ? [] : mending(file, mistake, by);
  const count = edits.length || faults.length;
  const label = `Instead of ${part === "" ? "nothing" : part} in ${name}`;
  const what = part === "" ? "Fill in" : "Replace";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onMend(edits);
      }}
    >
      <div>
        <b>{nameOf(name)}</b> {part !== "" && <del dir="auto">{part}</del>} <WholeFault detail={detail} />
      </div>
      <p class="soft">in {rowsOf(file, mistake)}</p>
      {name !== "" && file.kind !== "activities" && (
        <p class="form-actions">
          {allowed.length > 0 ? (
            <select aria-label={label} value={by} onChange={(event) => setBy(event.currentTarget.value)}>
              <option value="">Choose</option>
              {allowed.map((code) => (
                <option key={code}>{code}</option>
              ))}
            </select>
          ) : (
            <input aria-label={label} dir="auto" value={by} onInput={(event) => setBy(event.currentTarget.value)} />
          )}
          <button type="submit" disabled={edits.length === 0}>
            {count > 1 ? `${what} everywhere: ${plural(count, "place")}` : what}
          </button>
        </p>
      )}
    </form>
  );
}

const nameOf = (name: string) => (name === "" ? "The whole row" : name);

function rowsOf(file: ImportFile, { faults }: Mistake): string {
  const numbers = [...new Set(faults.map(({ row }) => rowNumber(file, row)))];
  const rest = numbers.length - mostRows;
  const told = numbers.slice(0, mostRows).join(", ");
  const noun = rowNoun(file);
  return `${numbers.length > 1 ? pluralOf(noun) : noun} ${told}${rest > 0 ? ` and ${rest} more` : ""}`;
}
