import type { PageProps } from "../app.tsx";
import { addDays } from "../charts/scale.ts";
import { statusRank } from "../codes.ts";
import { dateWords, isDay, today } from "../dates.ts";
import { Main } from "../parts/layout.tsx";
import { EntryList } from "../parts/rows.tsx";
import { Empty, Part, wholePage } from "../parts/state.tsx";
import { apiPage, go, withQuery } from "../router.ts";
import { useAnswer } from "../use-answer.ts";
import { useTitle } from "../use-title.ts";

/** How commitments stood on two days, and what happened between them. */
export function ComparePage({ place }: PageProps) {
  useTitle("Compare two days");
  const to = place.query.get("to") ?? today();
  const from = place.query.get("from") ?? addDays(isDay(to) ? to : today(), -365);
  const party = place.query.get("party");
  const filters = party ? { party } : {};
  const asked = { ...filters, by: "status", fields: "overdue", limit: 200 };
  const before = useAnswer("/v1/stats", { query: { ...asked, on: from } });
  const after = useAnswer("/v1/stats", { query: { ...asked, on: to } });
  const isExchanged = isDay(from) && isDay(to) && from > to;
  const span = { ...filters, from, to, entry: "stated,event,assessment", order: "desc", limit: 100 };
  const between = useAnswer("/v1/timeline", isExchanged ? null : { query: { ...span, ...cursorOf(place.query) } });
  const problem = before.problem ?? after.problem;
  const both = { data: before.data && after.data && { before: before.data, after: after.data }, problem };
  const linkTo = (query: Record<string, string>) => `/commitments?${new URLSearchParams({ ...filters, ...query })}`;
  return (
    <Main place={{ ...place, query: new URLSearchParams() }} title="Compare two days">
      <p class="soft">
        What had happened by each of two days (in the API: <code>fromOn</code> and <code>toOn</code>), as the record
        tells it now.{" "}
        <a href={apiPage(`/v1/compare?${new URLSearchParams({ ...filters, fromOn: from, toOn: to })}`)}>
          Each difference
        </a>
        .
      </p>
      <form class="moments" onSubmit={(event) => event.preventDefault()}>
        <Day name="from" label="From" value={from} onDay={(day) => go(withQuery(place, { from: day }))} />
        <Day name="to" label="To" value={to} onDay={(day) => go(withQuery(place, { to: day }))} />
        <label>
          Party (code)
          <input
            name="party"
            value={party ?? ""}
            placeholder="all"
            maxLength={40}
            onChange={(event) => go(withQuery(place, { party: event.currentTarget.value.trim() || null }))}
          />
        </label>
      </form>
      <Part answered={{ ...both, isLoading: before.isLoading || after.isLoading, retry: after.retry }} rows={wholePage}>
        {({ before: first, after: second }) => {
          const countOf = (stats: typeof first, key: string) =>
            stats.data.find((group) => group.key === key)?.count ?? 0;
          const overdueOf = (stats: typeof first) => stats.data.reduce((sum, { overdue = 0 }) => sum + overdue, 0);
          // By their own labels, so that the table is as long before the code lists are there.
          const labels = new Map([...first.data, ...second.data].map((group) => [group.key ?? "", group.label]));
          const codes = [...labels].toSorted(([a], [b]) => statusRank(a) - statusRank(b));
          const rows = codes.map(([code, name]) => ({
            ...{ key: code, name, query: { status: code } as Record<string, string> },
            ...{ was: countOf(first, code), is: countOf(second, code) },
          }));
          rows.push({
            key: "overdue",
            name: "Overdue",
            query: { timeliness: "overdue" },
            was: overdueOf(first),
            is: overdueOf(second),
          });
          rows.push({ key: "all", name: "All", query: {}, was: first.total, is: second.total });
          return (
            <table class="narrow compare">
              <thead>
                <tr>
                  <th scope="col">Status</th>
                  <th scope="col" class="number">
                    {dateWords(from)}
                  </th>
                  <th scope="col" class="number">
                    {dateWords(to)}
                  </th>
                  <th scope="col" class="number">
                    Change
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ key, name, query, was, is }) => (
                  <tr key={key}>
                    <th scope="row">
                      <i class={`swatch s-${key}`} aria-hidden="true" />
                      {name}
                    </th>
                    <td class="number">
                      <a href={linkTo({ ...query, on: from })}>{was.toLocaleString("en")}</a>
                    </td>
                    <td class="number">
                      <a href={linkTo({ ...query, on: to })}>{is.toLocaleString("en")}</a>
                    </td>
                    <td class="number">
                      {is === was ? "" : `${is > was ? "+" : "−"}${Math.abs(is - was).toLocaleString("en")}`}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          );
        }}
      </Part>
      {isExchanged && (
        <p class="empty" role="status">
          The first day is after the second. <a href={withQuery(place, { from: to, to: from })}>Exchange them</a>
        </p>
      )}
      {!isExchanged && (both.data ?? problem) && (
        <section>
          <h2>What happened between them</h2>
          <Part answered={between} rows={wholePage}>
            {({ data, page }) => (
              <>
                {data.length === 0 && (
                  <Empty>
                    Nothing is on record from {dateWords(from)} to {dateWords(to)}.
                  </Empty>
                )}
                <EntryList entries={data} place={{ ...place, query: new URLSearchParams() }} />
                <nav class="pages" aria-label="Pages">
                  {page.next && <a href={withQuery(place, { cursor: page.next })}>Earlier</a>}
                </nav>
              </>
            )}
          </Part>
        </section>
      )}
    </Main>
  );
}

const cursorOf = (query: URLSearchParams) => (query.get("cursor") ? { cursor: query.get("cursor") } : {});

function Day({
  name,
  label,
  value,
  onDay,
}: {
  name: string;
  label: string;
  value: string;
  onDay: (day: string) => void;
}) {
  return (
    <label>
      {label}
      <input
        type="date"
        name={name}
        value={value}
        onChange={(event) => event.currentTarget.value && onDay(event.currentTarget.value)}
      />
    </label>
  );
}
