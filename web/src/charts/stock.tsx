import { useState } from "preact/hooks";
import type { Series } from "../api.ts";
import { dateWords } from "../dates.ts";
import { addressOf } from "../router.ts";
import { Figure, useWidth } from "./figure.tsx";
import { countTicks, timeScale } from "./scale.ts";

const height = 240;
const frame = { top: 8, bottom: 24, right: 10 };
/** What a sign of the labels at the side is wide, at most. */
const signPx = 7.5;

const steps: Readonly<Record<string, number>> = {
  ...{ ArrowLeft: -1, ArrowDown: -1, PageDown: -4 },
  ...{ ArrowRight: 1, ArrowUp: 1, PageUp: 4 },
};

/** From the bottom: what has come furthest; on top, what has left the way. */
const stacking = [
  ...["completed", "delivered", "implementing", "in_force", "agreed", "negotiating", "stated"],
  ...["suspended", "lapsed", "superseded", "cancelled"],
];

interface Period {
  on: string;
  total: number;
  counts: Record<string, number>;
}

/** How many commitments were in each status, over time: areas that add up to all of them. */
export function StockChart({
  series,
  asked,
  linkTo,
}: {
  series: Series;
  /** The parameters that it was asked for with. */
  asked: Record<string, string | string[]>;
  linkTo: (query: Record<string, string>) => string;
}) {
  const periods = series.data.flatMap(({ on, total, counts }) =>
    on && counts ? [{ on, total: total ?? 0, counts }] : [],
  );
  const keys = series.keys.filter(({ key }) => periods.some(({ counts }) => (counts[key] ?? 0) > 0));
  const table = {
    head: ["Day", ...keys.map(({ label }) => label), "All"],
    rows: periods.map(({ on, total, counts }) => [on, ...keys.map(({ key }) => counts[key] ?? 0), total]),
  };
  const [chosen, choose] = useState(periods.length - 1);
  const shown = periods[Math.min(chosen, periods.length - 1)];
  if (!shown) return null;
  return (
    <Figure
      title="How that came"
      note="How many were in each status, by what had happened then."
      name="status-over-time"
      table={table}
      csv={addressOf("/v1/stats/series.csv", asked)}
    >
      <Areas periods={periods} keys={keys} chosen={chosen} choose={choose} />
      <ul class="legend" aria-live="polite">
        <li>
          <b>{dateWords(shown.on)}</b>
        </li>
        {keys.map(({ key, label }) => (
          <li key={key}>
            <i class={`swatch s-${key}`} aria-hidden="true" />
            <a href={linkTo({ status: key, on: shown.on })}>
              {label} <b>{(shown.counts[key] ?? 0).toLocaleString("en")}</b>
            </a>
          </li>
        ))}
      </ul>
    </Figure>
  );
}

function Areas({
  periods,
  keys,
  chosen,
  choose,
}: {
  periods: readonly Period[];
  keys: Series["keys"];
  chosen: number;
  choose: (n: number) => void;
}) {
  const [ref, width] = useWidth();
  const first = periods[0] as Period;
  const last = periods.at(-1) as Period;
  const most = Math.max(1, ...periods.map(({ total }) => total));
  const levels = countTicks(most).map((level) => ({ level, label: level.toLocaleString("en") }));
  const left = Math.max(36, 12 + signPx * Math.max(...levels.map(({ label }) => label.length)));
  const { x, ticks } = timeScale(first.on, last.on, [left, width - frame.right]);
  const bottom = height - frame.bottom;
  const y = (count: number) => bottom - (count / most) * (bottom - frame.top);
  const shown = periods[Math.min(chosen, periods.length - 1)] as Period;
  const words = keys.map(({ key, label }) => `${label} ${shown.counts[key] ?? 0}`).join(", ");
  const move = (n: number) => choose(Math.max(0, Math.min(periods.length - 1, n)));
  const nearest = (at: number) =>
    periods.reduce(
      (best, { on }, n) => (Math.abs(x(on) - at) < Math.abs(x(periods[best]?.on ?? on) - at) ? n : best),
      0,
    );
  return (
    <div
      ref={ref}
      class="drawing"
      style={{ minHeight: `${height}px` }}
      role="slider"
      tabIndex={0}
      aria-label="Commitments by status over time"
      aria-valuemin={0}
      aria-valuemax={periods.length - 1}
      aria-valuenow={Math.min(chosen, periods.length - 1)}
      aria-valuetext={`${dateWords(shown.on)}: ${words}`}
      onPointerMove={(event) => choose(nearest(event.clientX - event.currentTarget.getBoundingClientRect().left))}
      onKeyDown={(event) => {
        const step = steps[event.key];
        if (step !== undefined) move(chosen + step);
        else if (event.key === "Home") move(0);
        else if (event.key === "End") move(periods.length - 1);
        else return;
        event.preventDefault();
      }}
    >
      {width > 0 && (
        <svg width={width} height={height} aria-hidden="true">
          {levels.map(({ level, label }) => (
            <g key={level} class="axis">
              <line x1={left} x2={width - frame.right} y1={y(level)} y2={y(level)} />
              <text x={left - 6} y={y(level) + 4} text-anchor="end">
                {label}
              </text>
            </g>
          ))}
          {bands(periods, keys).map(({ key, below, above }) => (
            <path key={key} class={`area s-${key}`} d={areaPath(periods, below, above, x, y)} />
          ))}
          {ticks.map((tick) => (
            <g key={tick.x} class="axis">
              <line x1={tick.x} x2={tick.x} y1={bottom} y2={bottom + 4} />
              <text x={tick.x} y={height - 6} text-anchor={tick.x > width - 30 ? "end" : "middle"}>
                {tick.label}
              </text>
            </g>
          ))}
          <line class="cursor" x1={x(shown.on)} x2={x(shown.on)} y1={frame.top} y2={bottom} />
        </svg>
      )}
    </div>
  );
}

/** The lower and upper edge of each area. */
function bands(periods: readonly Period[], keys: Series["keys"]) {
  let edge = periods.map(() => 0);
  const rank = ({ key }: Series["keys"][number]) => stacking.indexOf(key);
  return keys
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ key }) => {
      const below = edge;
      edge = periods.map(({ counts }, n) => (below[n] ?? 0) + (counts[key] ?? 0));
      return { key, below, above: edge };
    });
}

/** A stock stays as it was until the next count, so that the edges are steps, not slopes. */
function areaPath(
  periods: readonly Period[],
  below: readonly number[],
  above: readonly number[],
  x: (day: string) => number,
  y: (count: number) => number,
): string {
  const edge = (counts: readonly number[]) => periods.map(({ on }, n) => ({ x: x(on), y: y(counts[n] ?? 0) }));
  const upper = edge(above).flatMap((point, n, all) => {
    const before = all[n - 1];
    return before
      ? [`H${point.x.toFixed(1)}`, `V${point.y.toFixed(1)}`]
      : [`M${point.x.toFixed(1)},${point.y.toFixed(1)}`];
  });
  const lower = edge(below)
    .toReversed()
    .flatMap((point, n, all) => {
      const before = all[n - 1];
      return before ? [`V${point.y.toFixed(1)}`, `H${point.x.toFixed(1)}`] : [`V${point.y.toFixed(1)}`];
    });
  return `${[...upper, ...lower].join("")}Z`;
}
