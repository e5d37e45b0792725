import type { PageProps } from "../app.tsx";
import { MapChart } from "../charts/map.tsx";
import { SpanChart } from "../charts/spans.tsx";
import { plural } from "../dates.ts";
import { CommitmentTable } from "../parts/commitment-table.tsx";
import { firstDimensions, mostValues } from "../parts/facets.tsx";
import { filtersIn } from "../parts/filters.ts";
import { Main } from "../parts/layout.tsx";
import { Narrowed } from "../parts/narrowed.tsx";
import { PageLinks } from "../parts/page-links.tsx";
import { Empty, Part } from "../parts/state.tsx";
import { TakeAlong } from "../parts/take-along.tsx";
import { parametersOf, withQuery } from "../router.ts";
import { useAnswer } from "../use-answer.ts";
import { useTitle } from "../use-title.ts";

/** Parameters of these pages, of how the API writes its answers, and of lists alone; all others are filters. */
const ofView = ["view", "fields", "include", "limit", "count"];
const ofLists = ["sort", "cursor"];

const views = [
  [null, "Table"],
  ["timeline", "Timeline"],
  ["map", "Map"],
] as const;

const mostPlaces = 150;
/** Latitude, longitude and kilometres: half the circumference of the Earth is as far as anything can be. */
const anywhere = "0,0,20040";

/** Those that have a place, which is what a filter by place finds. */
const mapped = ({ near = anywhere }: Record<string, string | string[]>) => ({
  ...{ near, fields: ["id", "slug", "title", "status", "location"], limit: mostPlaces },
});

export function ExplorePage({ place }: PageProps) {
  useTitle("Commitments");
  const { query } = place;
  const asked = parametersOf(query, ofView);
  const filters = parametersOf(query, [...ofView, ...ofLists]);
  const q = query.get("q");
  const view = query.get("view");
  const listed = { include: q ? ["parties", "highlights"] : ["parties"], limit: 50 };
  const rows = useAnswer("/v1/commitments", { query: { ...asked, ...(view === "map" ? mapped(asked) : listed) } });
  // After the rows, which are quicker: so no counts are asked for in vain while somebody is still typing.
  const hasRows = !rows.isLoading && rows.problem === null;
  const facets = useAnswer(
    "/v1/stats/facets",
    hasRows ? { query: { ...filters, by: firstDimensions, limit: mostValues } } : null,
  );
  const total = facets.data?.total;
  return (
    <Main place={place} title="Commitments">
      <Narrowed
        place={place}
        facets={{ ...facets, isLoading: facets.isLoading || !hasRows }}
        filters={filters}
        isRefused={rows.problem !== null}
      >
        <div class="results">
          <div class="results-head">
            <p role="status">
              {rows.problem === null && (
                <>
                  {total === undefined ? "Counting" : <b>{total.toLocaleString("en")}</b>}{" "}
                  {total === 1 ? "commitment" : "commitments"}
                </>
              )}
            </p>
            <nav class="switch" aria-label="View">
              {views.map(([name, title]) => (
                <a
                  key={title}
                  href={withQuery(place, { view: name })}
                  aria-current={view === name ? "true" : undefined}
                >
                  {title}
                </a>
              ))}
            </nav>
            <TakeAlong filters={filters} asked={asked} />
          </div>
          <Part answered={rows} rows={12}>
            {({ data, page }) => (
              <>
                {data.length === 0 ? (
                  <NothingFound place={place} />
                ) : view === "timeline" ? (
                  <SpanChart rows={data} place={place} />
                ) : view === "map" ? (
                  <>
                    <MapChart rows={data} place={place} />
                    <p class="more">
                      <a href={withQuery(place, { view: null, near: query.get("near") ?? anywhere })}>
                        {page.next ? "All" : plural(data.length, "commitment")} with a place on record
                      </a>
                      {page.next && `, of which ${data.length} are drawn here`}
                    </p>
                  </>
                ) : (
                  <CommitmentTable rows={data} place={place} />
                )}
                <PageLinks place={place} next={page.next} length={view === "map" ? mostPlaces : 50} />
              </>
            )}
          </Part>
        </div>
      </Narrowed>
    </Main>
  );
}

function NothingFound({ place }: Pick<PageProps, "place">) {
  if (place.query.get("view") === "map")
    return (
      <Empty>
        None of these has a place on record. <a href={withQuery(place, { view: null })}>They are in the table</a>
      </Empty>
    );
  const isFiltered = [...place.query.keys()].some((name) => !["view", "sort", "on", "asOf"].includes(name));
  if (!isFiltered) {
    return (
      <Empty>
        Nothing is on record{place.query.has("on") || place.query.has("asOf") ? " of that time" : " yet"}.{" "}
        <a href="/">The front page</a> says how it begins.
      </Empty>
    );
  }
  return (
    <Empty>
      Nothing fits all of this. {filtersIn(place.query).length > 0 && "Take a filter away above. "}
      {place.query.has("q") && (
        <>
          Try fewer words, or the beginning of one: <code>rail*</code>.{" "}
        </>
      )}
      <a href="/commitments">All commitments</a>
    </Empty>
  );
}
