import type { Row } from "../api.ts";
import { useCodes } from "../codes.ts";
import { dateWords } from "../dates.ts";
import { type Place, withQuery } from "../router.ts";
import { commitmentUrl, DueWords, othersUrl, Parties, Status, Timeliness } from "./labels.tsx";

const columns = [
  { label: "Commitment", sort: "title" },
  { label: "Status", sort: "status" },
  { label: "Due", sort: "due" },
  { label: "Stated", sort: "-statedOn" },
  { label: "Firmness", sort: "-firmness" },
];

export function CommitmentTable({ rows, place }: { rows: readonly Row[]; place: Place }) {
  const { label } = useCodes();
  const sorted = place.query.get("sort") ?? (place.query.get("q") ? "relevance" : "-statedOn");
  return (
    <table class="list">
      <thead>
        <tr>
          {columns.map((column) => (
            <SortHead key={column.label} {...column} sorted={sorted} place={place} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <a href={commitmentUrl(place, row.slug)}>{row.title}</a>
              <small>
                <Parties of={row.parties} place={place} others={othersUrl(place, row.slug)} />
              </small>
              <Found row={row} />
            </th>
            <Standing of={row} />
            <td>{dateWords(row.statedOn)}</td>
            <td>{label("firmness", row.firmness ?? "")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The cells of a commitment's status and of its due date. */
export function Standing({ of }: { of: Row }) {
  return (
    <>
      <td>
        <Status code={of.status ?? ""} />
        <small class="soft">since {dateWords(of.statusSince)}</small>
      </td>
      <td>
        <DueWords due={of.due ?? null} />
        {of.due?.edtf && (
          <small>
            <Timeliness of={of} />
          </small>
        )}
      </td>
    </>
  );
}

/** A heading that sorts by its column. */
export function SortHead({
  label,
  sort,
  sorted,
  place,
}: {
  label: string;
  sort: string;
  sorted: string;
  place: Place;
}) {
  const field = sort.replace("-", "");
  const isSorted = sorted.replace("-", "") === field;
  const isDescending = sorted.startsWith("-");
  const next = isSorted ? (isDescending ? field : `-${field}`) : sort;
  return (
    <th scope="col" aria-sort={isSorted ? (isDescending ? "descending" : "ascending") : undefined}>
      <a href={withQuery(place, { sort: next })}>
        {label}
        <span aria-hidden="true">{isSorted ? (isDescending ? " ↓" : " ↑") : ""}</span>
      </a>
    </th>
  );
}

const around = 60;
/** Of words that were cut off, as far as blanks part them. */
const partOfFirst = /^\S*\s+(?=\S)/;
const partOfLast = /\s+\S*$/;

/** Where the words of the search stand, outside of the title. */
function Found({ row }: { row: Row }) {
  const found = row.highlights?.find(({ field }) => field !== "title" && field !== "party" && field !== "tag");
  const [range] = found?.ranges ?? [];
  if (!found || !range) return null;
  const points = Array.from(found.text);
  const [start = 0, end = 0] = range;
  const cut = (from: number, to: number) => points.slice(Math.max(0, from), to).join("");
  const [before, after] = [cut(start - around, start), cut(end, end + around)];
  return (
    <small class="found" dir="auto">
      {start > around ? `… ${before.replace(partOfFirst, "")}` : before}
      <mark>{cut(start, end)}</mark>
      {points.length > end + around ? `${after.replace(partOfLast, "")} …` : after}
    </small>
  );
}
