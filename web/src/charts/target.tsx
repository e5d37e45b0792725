import type { Commitment, Explanation } from "../api.ts";
import { boundsOf, dateWords, numberWords, today } from "../dates.ts";
import { Figure, type HeadingLevel, useWidth } from "./figure.tsx";
import { addDays, daysBetween, timeScale, valueTicks } from "./scale.ts";
import { TimeAxis } from "./time-axis.tsx";
import { Window } from "./window.tsx";

export type Target = Commitment["targets"][number];
export type TargetProgress = Explanation["progress"]["targets"][number];

const height = 190;
const frame = { top: 30, bottom: 10, left: 8, right: 8 };
const openWidth = 48;

/**
 * What was measured over time, against what was promised: each value at its date, as a window where the date is one, and
 * no line between them, since nobody knows what was in between.
 */
export function TargetChart({
  target,
  goal,
  due,
  name,
  now = today(),
  level,
}: {
  target: Target;
  goal: TargetProgress["goal"];
  /** By when, where the target has no date of its own. */
  due: Commitment["due"];
  name: string;
  now?: string | undefined;
  level: HeadingLevel;
}) {
  const [ref, width] = useWidth();
  const { indicator, unit, baseline, measurements, by } = target;
  const points = [
    ...(baseline ? [{ kind: "original_due", what: "Baseline", ...baseline }] : []),
    ...measurements.map(({ value, on }) => ({ kind: "met", what: "Measured", value, on })),
  ].map((point) => ({ ...point, ...boundsOf(point.on) }));
  const end = by === null ? { earliest: due?.earliest ?? null, latest: due?.latest ?? null } : boundsOf(by);
  const days = [now, end.earliest, end.latest, ...points.flatMap(({ earliest, latest }) => [earliest, latest])]
    .filter((day) => day !== null)
    .toSorted();
  const margin = Math.max(30, Math.round(daysBetween(days[0] ?? now, days.at(-1) ?? now) / 20));
  const scale = timeScale(addDays(days[0] ?? now, -margin), addDays(days.at(-1) ?? now, margin), [
    frame.left + 64,
    width - frame.right,
  ]);
  const levels = valueTicks([goal.min, goal.max, ...points.map(({ value }) => value)]);
  const [low = 0, high = 1] = [levels[0], levels.at(-1)];
  const bottom = height - frame.bottom;
  const y = (value: number) => bottom - ((value - low) / (high - low)) * (bottom - frame.top);
  const byWords = by ?? due?.edtf ?? null;
  const goalWords =
    goal.min === goal.max ? numberWords(goal.min) : `${numberWords(goal.min)} to ${numberWords(goal.max)}`;
  const table = {
    head: ["What", "Date", "Earliest", "Latest", `Value (${unit})`],
    rows: [
      ...points.map(({ what, on, earliest, latest, value }) => [what, on, earliest, latest, value]),
      ["Promised", byWords, end.earliest, end.latest, goal.min],
      ...(goal.min === goal.max ? [] : [["Promised, at most", byWords, end.earliest, end.latest, goal.max]]),
    ],
  };
  const words = [
    ...points.map(({ what, on, value }) => `${what} ${dateWords(on)}: ${numberWords(value)} ${unit}`),
    `promised ${byWords === null ? "without a date" : dateWords(byWords)}: ${goalWords} ${unit}`,
  ].join("; ");
  return (
    <Figure title={indicator} name={name} table={table} level={level}>
      <div ref={ref} class="drawing" style={{ minHeight: `${height}px` }}>
        {width > 0 && (
          <svg width={width} height={height} role="img" tabindex={0} aria-label={words}>
            {levels.map((value) => (
              <g key={value} class="axis">
                <line x1={frame.left + 56} x2={width} y1={y(value)} y2={y(value)} />
                <text x={frame.left + 50} y={y(value) + 4} text-anchor="end">
                  {shortNumber.format(value)}
                </text>
              </g>
            ))}
            <TimeAxis scale={scale} now={now} top={frame.top} bottom={bottom} />
            <Goal {...end} x={scale.x} top={y(goal.max)} bottom={y(goal.min)} from={frame.left + 56} to={width - 8} />
            {points.map(({ kind, on, value, earliest, latest }, n) =>
              earliest !== null && isSharpDay(on) ? (
                <circle
                  key={n}
                  class={kind === "met" ? "dot s-completed" : "promise"}
                  cx={scale.x(earliest)}
                  cy={y(value)}
                  r={5}
                />
              ) : (
                <Window key={n} {...{ earliest, latest, kind, width }} edtf={on} x={scale.x} y={y(value)} />
              ),
            )}
          </svg>
        )}
      </div>
    </Figure>
  );
}

/** Whether it can be drawn as a point: one day, about which nobody is in doubt. */
const isSharpDay = (edtf: string) => /^\d{4}-\d{2}-\d{2}$/.test(edtf);

/** Whether there is anything over time to draw against what was promised. */
export const isDrawn = ({ baseline, measurements }: Target) => baseline !== null || measurements.length > 0;

const shortNumber = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 2 });

/** What was promised: its values from bottom to top, its window from left to right, open where that has no bound. */
function Goal({
  earliest,
  latest,
  x,
  top,
  bottom,
  from,
  to,
}: {
  earliest: string | null;
  latest: string | null;
  x: (day: string) => number;
  top: number;
  bottom: number;
  from: number;
  to: number;
}) {
  const isDated = earliest !== null || latest !== null;
  const right = latest === null ? (earliest === null ? to : Math.min(to, x(earliest) + openWidth)) : x(latest);
  const left = earliest === null ? (latest === null ? from : Math.max(from, x(latest) - openWidth)) : x(earliest);
  const wide = Math.max(4, right - left);
  const tall = Math.max(2, bottom - top);
  const middle = (top + bottom) / 2;
  const edges = [
    `M${left},${middle - tall / 2}h${wide}M${left},${middle + tall / 2}h${wide}`,
    earliest === null ? "" : `M${left},${middle - tall / 2 - 4}v${tall + 8}`,
    latest === null ? "" : `M${left + wide},${middle - tall / 2 - 4}v${tall + 8}`,
  ];
  return (
    <g class="window w-due">
      <rect class="sharp" x={left} y={middle - tall / 2} width={wide} height={tall} />
      <path class={isDated ? "edge" : "edge vague"} d={edges.join("")} fill="none" />
    </g>
  );
}
