import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { TimelineEntry } from "../api.ts";
import { addDays, daysBetween } from "../charts/scale.ts";
import { dateWords, instantWords, isDay, today } from "../dates.ts";
import { go, type Place, withQuery } from "../router.ts";
import { useAnswer } from "../use-answer.ts";
import { momentOf } from "./layout.tsx";

const pauseMs = 180;

/** Two sliders that change the whole page: what had happened by a day, and what was known by an instant. */
export function TimeMachine({
  id,
  place,
  stated,
  entries,
}: {
  id: string;
  place: Place;
  /** The first day of the promise; null while it is not known. */
  stated: string | null;
  entries: readonly TimelineEntry[];
}) {
  const { on: given, asOf } = momentOf(place);
  const on = isDay(given) ? given : undefined;
  const [isOpen, setOpen] = useState(given !== undefined || asOf !== undefined);
  const history = useAnswer("/v1/commitments/{id}/history", isOpen ? { path: { id }, query: { limit: 200 } } : null);
  const versions = history.data?.data.toSorted((a, b) => a.version - b.version) ?? [];
  // Versions of one instant were never seen apart: the last of them stands for it.
  const recorded = [...new Map(versions.map(({ recordedAt, version }) => [recordedAt, version]))];
  const first = useMemo(() => stated, [stated !== null]) ?? on ?? addDays(today(), -365);
  const from = on !== undefined && on < first ? on : first;
  const days = [
    ...new Set(
      entries.flatMap(({ entry, earliest }) =>
        (entry === "event" || entry === "stated") && earliest ? [earliest] : [],
      ),
    ),
  ];
  return (
    <details class="machine" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>Time machine</h2> <span class="soft">what had happened by another day, what was known at another time</span>
      </summary>
      <DaySlider from={from} days={days} place={place} />
      {recorded.length > 0 && <RecordSlider recorded={recorded} place={place} />}
    </details>
  );
}

/** A value that is shown at once, and asked for once it has rested. */
function useRested(value: number, settle: (value: number) => void): [number, (value: number) => void] {
  const [shown, show] = useState(value);
  useEffect(() => show(value), [value]);
  useEffect(() => {
    if (shown === value) return;
    const timer = setTimeout(() => settle(shown), pauseMs);
    return () => clearTimeout(timer);
  }, [shown]);
  return [shown, show];
}

function Slider({
  id,
  label,
  last,
  shown,
  show,
  words,
  children,
}: {
  id: string;
  label: string;
  last: number;
  shown: number;
  show: (value: number) => void;
  /** What is shown, in words. */
  words: string;
  children: ComponentChildren;
}) {
  return (
    <div class="slider">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={last}
        value={shown}
        aria-valuetext={words}
        onInput={(event) => show(Number(event.currentTarget.value))}
      />
      <output for={id}>{words}</output>
      {children}
    </div>
  );
}

function DaySlider({ from, days, place }: { from: string; days: readonly string[]; place: Place }) {
  const now = today();
  const last = daysBetween(from, now);
  const on = place.query.get("on");
  const current = !isDay(on) ? last : Math.min(last, daysBetween(from, on));
  const settle = (value: number) =>
    go(withQuery(place, { on: value >= last ? null : addDays(from, value) }), { replace: true });
  const [shown, show] = useRested(current, settle);
  const day = addDays(from, shown);
  const before = days
    .filter((each) => each < day)
    .toSorted()
    .at(-1);
  return (
    <Slider
      id="machine-on"
      label="What had happened by"
      {...{ last, shown, show }}
      words={shown >= last ? "today" : dateWords(day)}
    >
      <span class="tools">
        <button
          type="button"
          disabled={before === undefined}
          onClick={() => show(daysBetween(from, addDays(before ?? day, -1)))}
        >
          Before the last entry
        </button>
        <input
          type="date"
          aria-label="Another day"
          value={day}
          min={from}
          max={now}
          onChange={(event) =>
            event.currentTarget.value && show(Math.max(0, Math.min(last, daysBetween(from, event.currentTarget.value))))
          }
        />
      </span>
    </Slider>
  );
}

/** `recorded`: when a version was, and its number, the first one first. */
function RecordSlider({ recorded, place }: { recorded: readonly (readonly [string, number])[]; place: Place }) {
  const last = recorded.length;
  const asOf = place.query.get("asOf");
  const known = asOf === null ? last : recorded.filter(([instant]) => instant <= asOf).length - 1;
  const settle = (value: number) => go(withQuery(place, { asOf: recorded[value]?.[0] ?? null }), { replace: true });
  const [shown, show] = useRested(Math.max(0, known), settle);
  const [instant, version] = recorded[shown] ?? [];
  const newest = recorded.at(-1)?.[1];
  const words = instant === undefined ? "now" : instantWords(instant);
  return (
    <Slider id="machine-as-of" label="What was known by" {...{ last, shown, show, words }}>
      <span class="soft tools">
        {instant === undefined ? `version ${newest}, the newest` : `version ${version} of ${newest}`}
      </span>
    </Slider>
  );
}
