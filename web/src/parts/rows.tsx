import type { Row, TimelineEntry } from "../api.ts";
import { useCodes } from "../codes.ts";
import { dateWords } from "../dates.ts";
import type { Place } from "../router.ts";
import { commitmentUrl, DueWords, othersUrl, Parties, Status, Timeliness } from "./labels.tsx";

/** Commitments by their due dates. */
export function DueList({ rows, place }: { rows: readonly Row[]; place: Place }) {
  return (
    <ol class="plain entries">
      {rows.map((row) => (
        <li key={row.id}>
          <span class="when">
            <DueWords due={row.due ?? null} />
          </span>
          <span>
            <a href={commitmentUrl(place, row.slug)}>{row.title}</a>
            <small>
              <Parties of={row.parties} place={place} others={othersUrl(place, row.slug)} />{" "}
              <Status code={row.status ?? ""} /> <Timeliness of={row} />
            </small>
          </span>
        </li>
      ))}
    </ol>
  );
}

/** What happened, was said or judged. */
export function EntryList({ entries, place }: { entries: readonly TimelineEntry[]; place: Place }) {
  const { label } = useCodes();
  const kindOf = (entry: TimelineEntry) => {
    if (entry.entry === "stated") return "Promised";
    if (entry.entry === "assessment") return `Judged ${label("fulfilment", entry.fulfilment ?? "").toLowerCase()}`;
    return label("event-type", entry.type ?? "note");
  };
  return (
    <ol class="plain entries">
      {entries.map((entry) => (
        <li key={entry.id + entry.entry}>
          <span class="when">{dateWords(entry.date)}</span>
          <span>
            <a href={commitmentUrl(place, entry.commitment.slug)}>{entry.title}</a>
            <small>
              <span class="soft">
                {kindOf(entry)}
                {entry.title !== entry.commitment.title && ` · ${entry.commitment.title}`}
              </span>
            </small>
          </span>
        </li>
      ))}
    </ol>
  );
}
