import { useEffect, useState } from "preact/hooks";
import type { Row } from "../api.ts";
import { useCodes } from "../codes.ts";
import { commitmentUrl, Status } from "../parts/labels.tsx";
import { type Place, withQuery } from "../router.ts";
import { Figure, useWidth } from "./figure.tsx";
import { clustersOf, type Located, projectionOf } from "./projection.ts";
import { useRoving } from "./roving.ts";

/** The world, and once more on either side, in tenths of degrees. */
const turns = [-3600, 0, 3600];

/** Commitments where they take place: each a link, and those that would cover each other as one with their number. */
export function MapChart({ rows, place }: { rows: readonly Row[]; place: Place }) {
  const { label } = useCodes();
  const [ref, width] = useWidth();
  const [world, problem] = useWorld();
  const located = rows.flatMap((row): Located<Row>[] => {
    const [longitude, latitude] = row.location?.coordinates ?? [];
    return longitude === undefined || latitude === undefined ? [] : [{ row, longitude, latitude }];
  });
  const height = Math.round(Math.min(520, Math.max(280, width * 0.5)));
  const projection = projectionOf(located, width, height);
  const clusters = width > 0 ? clustersOf(located, projection) : [];
  const [current, onKeyDown] = useRoving(clusters.length);
  const table = {
    head: ["Commitment", "Status", "Latitude", "Longitude"],
    rows: located.map(({ row, latitude, longitude }) => [
      ...[row.title ?? "", label("status", row.status ?? "")],
      ...[latitude, longitude],
    ]),
  };
  return (
    <Figure
      title="Where"
      note={
        problem
          ? "The land could not be loaded: the places are drawn without it."
          : "Only those with a place on record: each dot is one, a number so many that stand close together. Borders are drawn by who holds a territory (Natural Earth), which says nothing of whose it is."
      }
      name="commitments-map"
      table={table}
    >
      <div ref={ref} class="drawing map" style={{ minHeight: `${height}px` }} aria-busy={world === null && !problem}>
        {width > 0 && (
          <svg
            width={width}
            height={height}
            aria-label="Map of commitments; arrow keys go from place to place"
            onKeyDown={onKeyDown}
          >
            {world &&
              turns.map((turn) => (
                <g key={turn} transform={`${projection.transform} translate(${turn} 0)`}>
                  <path class="land" d={world.land} vector-effect="non-scaling-stroke" />
                  <path class="borders" d={world.borders} vector-effect="non-scaling-stroke" />
                </g>
              ))}
            {clusters.map(({ x, y, rows: here }, n) => (
              <Mark key={here[0]?.id} {...{ x, y, place }} rows={here} isCurrent={n === current} />
            ))}
          </svg>
        )}
      </div>
      <ul class="legend">
        {[...new Set(located.map(({ row }) => row.status ?? ""))].map((code) => (
          <li key={code}>
            <Status code={code} />
          </li>
        ))}
      </ul>
    </Figure>
  );
}

/** The land comes by itself, once a map is drawn. */
function useWorld() {
  const [world, setWorld] = useState<typeof import("./world.ts") | null>(null);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    import("./world.ts").then(setWorld, () => setFailed(true));
  }, []);
  return [world, hasFailed] as const;
}

function Mark({
  x,
  y,
  rows,
  place,
  isCurrent,
}: {
  x: number;
  y: number;
  rows: readonly Row[];
  place: Place;
  isCurrent: boolean;
}) {
  const { label } = useCodes();
  const [only] = rows;
  const isOne = rows.length === 1;
  const titles = rows.slice(0, 5).map(({ title }) => title);
  const words = isOne
    ? `${only?.title}: ${label("status", only?.status ?? "")}`
    : `${rows.length} commitments: ${titles.join("; ")}${rows.length > titles.length ? "; and more" : ""}`;
  const those = withQuery(place, { view: null, ids: rows.map(({ id }) => id ?? "").join(",") });
  return (
    <a
      href={isOne ? commitmentUrl(place, only?.slug) : those}
      aria-label={words}
      tabindex={isCurrent ? 0 : -1}
      class="mark"
    >
      <title>{words}</title>
      <circle class={isOne ? `dot s-${only?.status}` : "dot several"} cx={x} cy={y} r={isOne ? 7 : 11} />
      {!isOne && (
        <text class="several-count" x={x} y={y} dy="0.35em" text-anchor="middle">
          {rows.length}
        </text>
      )}
    </a>
  );
}
