import type { ComponentChildren } from "preact";
import type { Commitment, Source, TimelineEntry } from "../api.ts";
import { useCodes } from "../codes.ts";
import { dateWords, numberWords } from "../dates.ts";
import type { Place } from "../router.ts";
import { Evidence } from "./evidence.tsx";
import { Status } from "./labels.tsx";
import { PartyNames } from "./party-names.tsx";

/** The timeline in words, each entry with what it rests on. `toolsOf`: what is done to an entry. */
export function Entries({
  entries,
  commitment: { parties, sources = [] },
  place,
  toolsOf,
}: {
  entries: readonly TimelineEntry[];
  commitment: Commitment;
  place: Place;
  toolsOf?: (entry: TimelineEntry) => ComponentChildren;
}) {
  return (
    <ol class="plain timeline">
      {entries.map((entry) => (
        <li
          key={`${entry.entry}-${entry.id}`}
          id={anchorOf(entry)}
          class={`e-${entry.entry} k-${entry.kind ?? "none"}`}
        >
          <span class="when">{dateWords(entry.date)}</span>
          <div>
            <Heading entry={entry} />
            <PartyNames codes={entry.parties} of={parties} place={place} />
            {entry.entry === "event" && entry.description && <p dir="auto">{entry.description}</p>}
            {entry.entry !== "stated" &&
              entry.evidence.map(({ source, quote }) => (
                <div key={source?.id} class="rests">
                  {source && <Evidence source={{ ...source, ...archived(sources, source.id) }} place={place} />}
                  {quote && (
                    <blockquote dir="auto" lang={quote.language ?? undefined}>
                      {quote.display ?? quote.exact}
                      {quote.translation && <span class="soft"> ({quote.translation})</span>}
                    </blockquote>
                  )}
                </div>
              ))}
            {toolsOf?.(entry)}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** Where the drawing and the explanations lead: the id of the event, the milestone or the assessment. */
export function anchorOf({ entry, id }: Pick<TimelineEntry, "entry" | "id">): string {
  return ["event", "milestone", "assessment"].includes(entry) ? `entry-${id}` : `entry-${entry}`;
}

function archived(sources: readonly Source[], id: string): { archiveUrl?: string | null } {
  const found = sources.find((source) => source.id === id);
  return found ? { archiveUrl: found.archiveUrl } : {};
}

function Heading({ entry }: { entry: TimelineEntry }) {
  const { label } = useCodes();
  const { kind, type, status, due, state, fulfilment, origin, amount, effectiveOn } = entry;
  if (entry.entry === "stated") return <p class="what">The promise is made.</p>;
  if (entry.entry === "due" || entry.entry === "original_due") {
    return (
      <p class="what">
        {entry.entry === "due" ? "Due" : "Due, as first promised"}
        {due?.text && (
          <>
            : <q dir="auto">{due.text}</q>
          </>
        )}
      </p>
    );
  }
  return (
    <p class="what">
      <b dir="auto">{entry.title}</b>{" "}
      <small class="soft">
        {type && `${label("event-type", type)} (${label("event-kind", kind ?? "").toLowerCase()})`}
        {state && `Milestone: ${label("milestone-state", state).toLowerCase()}`}
        {fulfilment &&
          `Judged ${label("fulfilment", fulfilment).toLowerCase()}, ${label("assessment-origin", origin ?? "").toLowerCase()}`}
      </small>
      {status && (
        <small>
          gives <Status code={status} />
        </small>
      )}
      {due && entry.entry === "event" && <small>now due {dateWords(due.edtf)}</small>}
      {amount && (
        <small>
          {numberWords(amount.value)} {amount.currency}
        </small>
      )}
      {effectiveOn && <small>takes effect {dateWords(effectiveOn)}</small>}
    </p>
  );
}
