import type { PageProps } from "../app.tsx";
import { plural } from "../dates.ts";
import { atMoment, Main, momentOf, SearchBox } from "../parts/layout.tsx";
import { Overview } from "../parts/overview.tsx";
import { Lines } from "../parts/scroll.tsx";
import { Part, wholePage } from "../parts/state.tsx";
import { useAnswer } from "../use-answer.ts";
import { useTitle } from "../use-title.ts";

export function HomePage({ place }: PageProps) {
  useTitle("");
  const moment = momentOf(place);
  const overview = useAnswer("/v1/stats/overview", { query: { ...moment, limit: 6 } });
  const origin = location.origin;
  return (
    <Main place={place} title="Are they keeping their word?">
      <div class="lead">
        <p>What states and their officials publicly said they would do, in their own words, and what became of it.</p>
        <SearchBox id="search-home" isLarge />
      </div>
      <Part answered={overview} rows={wholePage}>
        {(data) =>
          data.total === 0 ? (
            <FirstSteps origin={origin} />
          ) : (
            <Overview data={data} place={place} filters={{}} noun="commitment" gridBy="party" />
          )
        }
      </Part>
      <section class="programs" aria-labelledby="for-programs">
        <h2 id="for-programs">For programs</h2>
        <p>
          Everything on these pages comes from one public API: <a href="/docs">documentation to read and try out</a>,{" "}
          <a href="/openapi.json">OpenAPI</a>, <a href="/api">how to begin</a>.
        </p>
        <Lines label="A first request">curl '{origin}/v1/commitments?limit=2'</Lines>
        {overview.data && overview.data.total > 0 && (
          <p>
            All {plural(overview.data.total, "commitment")} as <a href={atMoment(place, "/v1/commitments.csv")}>CSV</a>,{" "}
            <a href={atMoment(place, "/v1/commitments.xlsx")}>XLSX</a>,{" "}
            <a href={atMoment(place, "/v1/commitments.ndjson")}>NDJSON</a> or{" "}
            <a href={atMoment(place, "/v1/timeline.ics")}>calendar</a>;{" "}
            <a href="/v1/feed.atom">a feed of what changes</a>.
          </p>
        )}
      </section>
    </Main>
  );
}

/** A record that is empty says how it fills. */
function FirstSteps({ origin }: { origin: string }) {
  return (
    <section class="first-steps">
      <h2>Nothing is on record yet</h2>
      <p>
        A commitment is a promise by a party, with the words that make it. The start printed a key for writing; with it,
        this files the first one. Or import a spreadsheet: <a href="/v1/import/template.csv">the template</a> shows its
        columns.
      </p>
      <Lines label="Filing the first commitment">
        {`curl -X POST '${origin}/v1/commitments' \\
  -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' \\
  -d '{"title": "Open a ferry line", "type": "infrastructure", "firmness": "pledge",
       "statedOn": "2024-03-04", "due": {"text": "this year"},
       "parties": [{"party": "ISL", "role": "promisor"}]}'`}
      </Lines>
    </section>
  );
}
