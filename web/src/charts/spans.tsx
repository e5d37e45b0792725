import type { Row } from "../api.ts";
import { useCodes } from "../codes.ts";
import { dateWords, today } from "../dates.ts";
import { commitmentUrl } from "../parts/labels.tsx";
import type { Place } from "../router.ts";
import { Figure, useWidth } from "./figure.tsx";
import { addDays, timeScale } from "./scale.ts";
import { TimeAxis } from "./time-axis.tsx";
import { Window } from "./window.tsx";

const rowHeight = 40;
const head = 26;

/** Commitments in a row each: from the day of the promise to the window in which it is due. */
export function SpanChart({ rows, place }: { rows: readonly Row[]; place: Place }) {
  const { label } = useCodes();
  const [ref, width] = useWidth();
  const now = place.query.get("on") ?? today();
  const days = rows.flatMap((row) => [row.statedEarliest, row.statusSinceEarliest, row.due?.earliest, row.due?.latest]);
  const known = [now, ...days.flatMap((day) => day ?? [])].toSorted();
  const from = addDays(known[0] ?? now, -30);
  const to = addDays(known.at(-1) ?? now, 60);
  const scale = timeScale(from, to, [8, width - 8]);
  const height = head + rows.length * rowHeight;
  const table = {
    head: ["Commitment", "Stated", "Status", "Since", "Due", "Timeliness"],
    rows: rows.map((row) => [
      ...[row.title ?? "", row.statedOn ?? "", label("status", row.status ?? ""), row.statusSince ?? ""],
      ...[row.due?.edtf ?? "", label("timeliness", row.timeliness ?? "")],
    ]),
  };
  return (
    <Figure
      title="From promise to due date"
      note="A ring is the promise, a bar its status since then, a box the window in which it is due. The line is today."
      name="commitments-timeline"
      table={table}
    >
      <div ref={ref} class="drawing" style={{ minHeight: `${height}px` }}>
        {width > 0 && (
          <svg width={width} height={height} aria-label="Commitments over time">
            <TimeAxis scale={scale} now={now} top={head} bottom={height} />
            {rows.map((row, n) => (
              <Span key={row.id} row={row} y={head + n * rowHeight} x={scale.x} now={now} width={width} place={place} />
            ))}
          </svg>
        )}
      </div>
    </Figure>
  );
}

function Span({
  row,
  y,
  x,
  now,
  width,
  place,
}: {
  row: Row;
  y: number;
  x: (day: string) => number;
  now: string;
  width: number;
  place: Place;
}) {
  const { label } = useCodes();
  const stated = row.statedEarliest ?? row.statedLatest;
  const since = row.statusSinceEarliest ?? stated;
  if (!stated) return null;
  const middle = y + 28;
  const start = x(stated);
  const words = `${row.title}: stated ${dateWords(row.statedOn)}, ${label("status", row.status ?? "")} since ${dateWords(row.statusSince)}, due ${dateWords(row.due?.edtf)}`;
  const titleAt = Math.min(start, Math.max(8, width - 8 - (row.title?.length ?? 0) * 6.4));
  return (
    <a href={commitmentUrl(place, row.slug)} aria-label={words}>
      <text x={titleAt} y={y + 16} class="mark-label">
        {row.title}
      </text>
      <line class="track" x1={start} x2={x(now)} y1={middle} y2={middle} />
      {since && since < now && (
        <line class={`span s-${row.status}`} x1={x(since)} x2={x(now)} y1={middle} y2={middle} />
      )}
      {row.due && (
        <Window
          earliest={row.due.earliest}
          latest={row.due.latest}
          edtf={row.due.edtf}
          x={x}
          y={middle}
          width={width}
        />
      )}
      <circle class="promise" cx={start} cy={middle} r={4} />
    </a>
  );
}
