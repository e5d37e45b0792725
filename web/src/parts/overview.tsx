import type { Answer, Group } from "../api.ts";
import { StockChart } from "../charts/stock.tsx";
import { statusRank } from "../codes.ts";
import { dateWords, plural, today } from "../dates.ts";
import { type Place, withQuery } from "../router.ts";
import { useAnswer } from "../use-answer.ts";
import { momentOf, recordTimeOf } from "./layout.tsx";
import { PartyGrid } from "./party-grid.tsx";
import { DueList, EntryList } from "./rows.tsx";
import { Empty, Part } from "./state.tsx";

type Data = Answer<"/v1/stats/overview">;
type Filters = Record<string, string>;

/** How these commitments stand: counts, how that came, who, what is due, what is late, what is new. */
export function Overview({
  data,
  place,
  filters,
  noun,
  gridBy,
}: {
  data: Data;
  place: Place;
  filters: Filters;
  noun: string;
  /** The filter that a row of the table of parties stands for; without one, there is no such table. */
  gridBy?: "party" | "counterparty";
}) {
  const asked = { ...filters, interval: "quarter", ...recordTimeOf(place) };
  const series = useAnswer("/v1/stats/series", { query: asked });
  const listOf = (query: Filters) =>
    withQuery(
      { path: "/commitments", query: new URLSearchParams({ ...momentOf(place), ...filters }), hash: "" },
      query,
    );
  return (
    <>
      <Counts data={data} listOf={listOf} noun={noun} />
      <Part answered={series} rows={9}>
        {(answer) => <StockChart series={answer} asked={asked} linkTo={listOf} />}
      </Part>
      <div class="columns">
        <section>
          <h2>Due next</h2>
          {data.next.length === 0 ? (
            <Empty>
              Nothing open has a date to come. <a href={listOf({ timeliness: "no_due" })}>Those without a date</a>
            </Empty>
          ) : (
            <>
              <DueList rows={data.next} place={place} />
              <p class="more">
                <a href={listOf({ timeliness: "due_now,not_yet_due", sort: "due" })}>
                  All {countOf(data.timeliness, "due_now") + countOf(data.timeliness, "not_yet_due")} with a date to
                  come
                </a>
              </p>
            </>
          )}
        </section>
        <section>
          <h2>Overdue</h2>
          {data.overdue.length === 0 ? (
            <Empty>Nothing is past its date with its end still open.</Empty>
          ) : (
            <>
              <p class="soft">
                The date has passed and nothing on record says that it was done: it was not, or nobody has recorded it.
              </p>
              <DueList rows={data.overdue} place={place} />
              <p class="more">
                <a href={listOf({ timeliness: "overdue", sort: "due" })}>
                  {countOf(data.timeliness, "overdue") === 1
                    ? "See it in the list"
                    : `All ${countOf(data.timeliness, "overdue").toLocaleString("en")} overdue`}
                </a>
                {data.overdue.some(({ unverified }) => unverified) && (
                  <>
                    , <a href={listOf({ unverified: "true", sort: "due" })}>those that nobody has looked at since</a>
                  </>
                )}
              </p>
            </>
          )}
        </section>
      </div>
      {gridBy && <PartyGrid data={data} listOf={listOf} filters={filters} by={gridBy} place={place} />}
      <section>
        <h2>What happened lately</h2>
        <EntryList entries={data.latest} place={place} />
        <p class="more">
          <a href={listOf({ sort: "-statusSince" })}>By their newest status</a>
        </p>
      </section>
    </>
  );
}

const countOf = (groups: readonly Group[], key: string) => groups.find((group) => group.key === key)?.count ?? 0;

/** One line of counts, each a link to what it counts, and the same as a bar. */
function Counts({ data, listOf, noun }: { data: Data; listOf: (query: Filters) => string; noun: string }) {
  const groups = data.status.toSorted((a, b) => statusRank(a.key) - statusRank(b.key));
  const late = countOf(data.timeliness, "overdue");
  return (
    <section aria-labelledby="counts">
      <h2 id="counts">How they stand {data.day === today() ? "today" : `on ${dateWords(data.day)}`}</h2>
      <p class="counts">
        <a href={listOf({})}>
          <b>{data.total.toLocaleString("en")}</b> {plural(data.total, noun).replace(/^\S+ /, "")}
        </a>
        {groups.map(({ key, label, count }) => (
          <a key={key} href={listOf({ status: key ?? "" })}>
            <i class={`swatch s-${key}`} aria-hidden="true" />
            <b>{count.toLocaleString("en")}</b> {label.toLowerCase()}
          </a>
        ))}
        <a href={listOf({ timeliness: "overdue" })} class={late > 0 ? "late" : undefined}>
          <b>{late.toLocaleString("en")}</b> overdue
        </a>
      </p>
      <svg class="bar" width="100%" height="14" aria-hidden="true">
        {groups.map(({ key, count }, n) => (
          <rect
            key={key}
            class={`s-${key}`}
            x={`${(100 * sum(groups.slice(0, n))) / data.total}%`}
            width={`${(100 * count) / data.total}%`}
            height="14"
          />
        ))}
      </svg>
    </section>
  );
}

const sum = (groups: readonly Group[]) => groups.reduce((total, { count }) => total + count, 0);
