import type { PageProps } from "../app.tsx";
import { useCodes } from "../codes.ts";
import { partyUrl, shortName } from "../parts/labels.tsx";
import { atMoment, Main, momentOf, recordTimeOf } from "../parts/layout.tsx";
import { LiveSearch } from "../parts/live-search.tsx";
import { Empty, Part } from "../parts/state.tsx";
import { withQuery } from "../router.ts";
import { useAnswer } from "../use-answer.ts";
import { useTitle } from "../use-title.ts";

export function PartiesPage({ place }: PageProps) {
  useTitle("Parties");
  const q = place.query.get("q");
  return (
    <Main place={place} title="Parties">
      <LiveSearch place={place} label="A name, an alias or a code" />
      {q ? <Found {...{ place, q }} /> : <WithCommitments place={place} />}
    </Main>
  );
}

function WithCommitments({ place }: Pick<PageProps, "place">) {
  const stats = useAnswer("/v1/stats", { query: { ...momentOf(place), by: "party", fields: "overdue", limit: 200 } });
  return (
    <Part answered={stats} rows={12}>
      {({ data, otherGroups }) =>
        data.length === 0 ? (
          <Empty>
            No party has a commitment yet. Search above: states and the usual organisations are known from the start.
          </Empty>
        ) : (
          <>
            <table class="narrow">
              <thead>
                <tr>
                  <th scope="col">Party</th>
                  <th scope="col" class="number">
                    Commitments
                  </th>
                  <th scope="col" class="number">
                    Overdue
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.map(({ key, label, count, overdue = 0 }) => (
                  <tr key={key}>
                    <th scope="row">
                      <a href={partyUrl(place, key ?? "")}>{shortName(label)}</a>
                    </th>
                    <td class="number">
                      <a href={atMoment(place, `/commitments?party=${encodeURIComponent(key ?? "")}`)}>
                        {count.toLocaleString("en")}
                      </a>
                    </td>
                    <td class="number">
                      {overdue > 0 && (
                        <a
                          class="late"
                          href={atMoment(
                            place,
                            `/commitments?timeliness=overdue&party=${encodeURIComponent(key ?? "")}`,
                          )}
                        >
                          {overdue.toLocaleString("en")}
                        </a>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {otherGroups.groups > 0 && (
              <p class="soft">And {otherGroups.groups.toLocaleString("en")} more with fewer: search for them.</p>
            )}
          </>
        )
      }
    </Part>
  );
}

function Found({ place, q }: Pick<PageProps, "place"> & { q: string }) {
  const { label } = useCodes();
  const cursor = place.query.get("cursor");
  const parties = useAnswer("/v1/parties", {
    query: { q, limit: 50, ...recordTimeOf(place), ...(cursor && { cursor }) },
  });
  return (
    <Part answered={parties} rows={8}>
      {({ data, page }) => (
        <>
          {data.length === 0 && <Empty>No party has that name. Try its beginning: {q}*</Empty>}
          <ul class="plain entries">
            {data.map(({ code, name, aliases, kind }) => (
              <li key={code}>
                <span class="when">{label("party-kind", kind)}</span>
                <span>
                  <a href={partyUrl(place, code)}>{name}</a> <code>{code}</code>
                  {aliases.length > 0 && <small class="soft">{aliases.join(", ")}</small>}
                </span>
              </li>
            ))}
          </ul>
          {page.next && (
            <nav class="pages" aria-label="Pages">
              <a href={withQuery(place, { cursor: page.next })}>Next 50</a>
            </nav>
          )}
        </>
      )}
    </Part>
  );
}
