import { useState } from "preact/hooks";
import { useCodes } from "../codes.ts";
import { dateWords } from "../dates.ts";
import type { Place } from "../router.ts";
import { useAnswer } from "../use-answer.ts";
import { atMoment, momentOf } from "./layout.tsx";
import { Part, Trouble } from "./state.tsx";

/** How a party stands in what parties join and leave by acts of their own, each number the list behind it. */
export function TreatyStandings({ code, place }: { code: string; place: Place }) {
  const { find, list } = useCodes();
  const stats = useAnswer("/v1/stats", {
    query: { ...momentOf(place), party: code, by: "participation", fields: "count" },
  });
  if (stats.problem) return <Trouble problem={stats.problem} retry={stats.retry} />;
  const order = list("participation").map((each) => each.code);
  const groups = (stats.data?.data ?? [])
    .filter(({ key }) => key !== null)
    .toSorted((a, b) => order.indexOf(a.key ?? "") - order.indexOf(b.key ?? ""));
  if (groups.length === 0) return null;
  return (
    <section id="participation">
      <h2>Where it stands in treaties, by its own acts</h2>
      <dl class="facts">
        {groups.map(({ key, label, count }) => (
          <div key={key}>
            <dt>
              <i class={`swatch p-${key}`} aria-hidden="true" />
              {label}
            </dt>
            <dd>
              <a
                href={atMoment(place, `/commitments?${new URLSearchParams({ party: code, participation: key ?? "" })}`)}
              >
                {count.toLocaleString("en")}
              </a>{" "}
              <span class="soft">{find("participation", key ?? "")?.definition}</span>
            </dd>
          </div>
        ))}
      </dl>
      <Newest code={code} place={place} />
    </section>
  );
}

/** So few, since each comes with where all of its parties stand. */
const fewest = 5;

/** The newest of them, with since when it stands so: asked for once somebody wants to know. */
function Newest({ code, place }: { code: string; place: Place }) {
  const [isOpen, setOpen] = useState(false);
  const { label } = useCodes();
  const asked = { party: code, participation: "!no_act" };
  const query = { ...momentOf(place), ...asked, fields: ["id", "slug", "title"], include: "participation" };
  const treaties = useAnswer("/v1/commitments", isOpen ? { query: { ...query, limit: fewest } } : null);
  const pageOf = (slug = "") =>
    `${atMoment(place, `/commitments/${slug}?${new URLSearchParams({ party: code })}`)}#participation`;
  return (
    <details class="part-details" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The newest of them, and since when</summary>
      {isOpen && (
        <Part answered={treaties} rows={3}>
          {({ data, page }) => (
            <>
              <ul class="plain entries">
                {data.map(({ id, slug, title, participation = [] }) => {
                  const own = participation.find(({ party }) => party === code);
                  return (
                    <li key={id}>
                      <span class="when">{own?.since ? dateWords(own.since) : "no date"}</span>
                      <span>
                        <a href={pageOf(slug)}>{title}</a>
                        <small>{label("participation", own?.state ?? "no_act")}</small>
                      </span>
                    </li>
                  );
                })}
              </ul>
              {page.next && (
                <p class="more">
                  <a href={atMoment(place, `/commitments?${new URLSearchParams(asked)}`)}>All of them</a>
                </p>
              )}
            </>
          )}
        </Part>
      )}
    </details>
  );
}
