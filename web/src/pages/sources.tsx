import type { PageProps } from "../app.tsx";
import { useCodes } from "../codes.ts";
import { dateWords } from "../dates.ts";
import { Main, recordTimeOf } from "../parts/layout.tsx";
import { LiveSearch } from "../parts/live-search.tsx";
import { PageLinks } from "../parts/page-links.tsx";
import { Empty, Part } from "../parts/state.tsx";
import { go, withQuery } from "../router.ts";
import { useAnswer } from "../use-answer.ts";
import { useTitle } from "../use-title.ts";

export function SourcesPage({ place }: PageProps) {
  useTitle("Sources");
  const { label, list } = useCodes();
  const asked = Object.fromEntries(
    ["q", "kind", "issuedBy", "cursor"].flatMap((name) =>
      place.query.get(name) ? [[name, place.query.get(name)]] : [],
    ),
  );
  const sources = useAnswer("/v1/sources", {
    query: { ...asked, limit: 50, count: "estimate", sort: "-publishedOn", ...recordTimeOf(place) },
  });
  const kind = place.query.get("kind") ?? "";
  return (
    <Main place={place} title="Sources">
      <LiveSearch place={place} label="Title, publisher, author" />
      <p>
        <label>
          Kind{" "}
          <select value={kind} onChange={(event) => go(withQuery(place, { kind: event.currentTarget.value || null }))}>
            <option value="">All</option>
            {list("source-kind").map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </p>
      <Part answered={sources} rows={12}>
        {({ data, page }) => (
          <>
            <p role="status">
              <b>
                {page.countIsLowerBound ? "more than " : ""}
                {page.count?.toLocaleString("en")}
              </b>{" "}
              {page.count === 1 ? "source" : "sources"}
            </p>
            {data.length === 0 && <Empty>No source fits. Sources come with the commitments that rest on them.</Empty>}
            <ul class="plain entries">
              {data.map(({ id, slug, title, publisher, kind: code, publishedOn }) => (
                <li key={id}>
                  <span class="when">{publishedOn ? dateWords(publishedOn) : "no date"}</span>
                  <span>
                    <a href={`/sources/${slug}`} dir="auto">
                      {title}
                    </a>
                    <small class="soft">
                      {[publisher, label("source-kind", code)].filter((word) => word).join(", ")}
                    </small>
                  </span>
                </li>
              ))}
            </ul>
            <PageLinks place={place} next={page.next} />
          </>
        )}
      </Part>
    </Main>
  );
}
