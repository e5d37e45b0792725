import type { Commitment, TimelineEntry } from "../api.ts";
import { useCodes } from "../codes.ts";
import { dateWords, today } from "../dates.ts";
import { anchorOf } from "../parts/entries.tsx";
import { Figure, useWidth } from "./figure.tsx";
import { useRoving } from "./roving.ts";
import { addDays, daysBetween, timeScale } from "./scale.ts";
import { TimeAxis } from "./time-axis.tsx";
import { Window } from "./window.tsx";

const laneHeight = 46;
const head = 24;

interface Lane {
  name: string;
  holds: (entry: TimelineEntry) => boolean;
}

const isKind = (kind: string) => (entry: TimelineEntry) => entry.entry === "event" && entry.kind === kind;
const lanes: readonly Lane[] = [
  { name: "Said", holds: (entry) => entry.entry === "stated" || isKind("announcement")(entry) },
  { name: "Done", holds: isKind("act") },
  { name: "Noted", holds: (entry) => entry.entry === "assessment" || isKind("editorial")(entry) },
  { name: "Milestones", holds: ({ entry }) => entry === "milestone" },
  { name: "Due", holds: ({ entry }) => entry === "due" || entry === "original_due" },
];

/** The life of a commitment: words and deeds apart, windows as windows, and where today is. */
export function LifeChart({
  entries,
  commitment,
  now = today(),
}: {
  entries: readonly TimelineEntry[];
  commitment: Commitment;
  now?: string | undefined;
}) {
  const [ref, width] = useWidth();
  const dated = entries.filter(({ earliest, latest }) => earliest ?? latest);
  const shown = lanes.filter(({ holds }) => dated.some(holds));
  const days = [now, ...dated.flatMap(({ earliest, latest }) => [earliest, latest])]
    .filter((day) => day !== null)
    .toSorted();
  const margin = Math.max(20, Math.round(daysBetween(days[0] ?? now, days.at(-1) ?? now) / 25));
  const scale = timeScale(addDays(days[0] ?? now, -margin), addDays(days.at(-1) ?? now, margin), [8, width - 8]);
  const height = head + shown.length * laneHeight + 6;
  const table = {
    head: ["Entry", "Date", "Earliest", "Latest", "What"],
    rows: entries.map(({ entry, date, earliest, latest, title }) => [entry, date, earliest, latest, title]),
  };
  const order = shown.flatMap(({ holds }) => dated.filter(holds));
  const [current, onKeyDown] = useRoving(order.length);
  return (
    <Figure
      title="What happened"
      note="Words apart from deeds. A filled dot gives a status, a ring is the promise, a box a window of dates; the dashed line is the day of reading."
      name={`${commitment.slug}-timeline`}
      table={table}
    >
      <div ref={ref} class="drawing" style={{ minHeight: `${height}px` }}>
        {width > 0 && dated.length > 0 && (
          <svg
            width={width}
            height={height}
            aria-label="Timeline; arrow keys go from entry to entry"
            onKeyDown={onKeyDown}
          >
            <TimeAxis scale={scale} now={now} top={head} bottom={height} />
            {shown.map(({ name, holds }, n) => (
              <g key={name}>
                <line
                  class="lane"
                  x1={0}
                  x2={width}
                  y1={head + (n + 1) * laneHeight}
                  y2={head + (n + 1) * laneHeight}
                />
                <text class="lane-name" x={2} y={head + n * laneHeight + 13}>
                  {name}
                </text>
                {dated.filter(holds).map((entry) => (
                  <Mark
                    key={entry.entry + entry.id}
                    entry={entry}
                    x={scale.x}
                    y={head + n * laneHeight + 30}
                    width={width}
                    isCurrent={order.indexOf(entry) === current}
                  />
                ))}
              </g>
            ))}
          </svg>
        )}
      </div>
    </Figure>
  );
}

function Mark({
  entry,
  x,
  y,
  width,
  isCurrent,
}: {
  entry: TimelineEntry;
  x: (day: string) => number;
  y: number;
  width: number;
  isCurrent: boolean;
}) {
  const { label } = useCodes();
  const { earliest, latest, date, status, state, title } = entry;
  const isWindow = entry.entry === "due" || entry.entry === "original_due" || earliest !== latest;
  const names: Record<string, string> = { stated: "Promised", due: "Due", original_due: "Due at first" };
  const words = `${dateWords(date)}: ${names[entry.entry] ?? title}${status ? `, gives ${label("status", status)}` : ""}`;
  const day = earliest ?? latest ?? "";
  return (
    <a href={`#${anchorOf(entry)}`} aria-label={words} tabindex={isCurrent ? 0 : -1} class={`mark e-${entry.entry}`}>
      <title>{words}</title>
      {isWindow ? (
        <Window earliest={earliest} latest={latest} edtf={date} x={x} y={y} width={width} kind={state ?? entry.entry} />
      ) : entry.entry === "stated" ? (
        <circle class="promise" cx={x(day)} cy={y} r={5.5} />
      ) : entry.entry === "milestone" ? (
        <path class={`diamond m-${state}`} d={`M${x(day)},${y - 7}l7,7l-7,7l-7,-7Z`} />
      ) : (
        <circle class={status ? `dot s-${status}` : "dot plain-dot"} cx={x(day)} cy={y} r={status ? 7 : 4.5} />
      )}
    </a>
  );
}
