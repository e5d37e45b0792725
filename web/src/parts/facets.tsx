import type { Answer, Group } from "../api.ts";
import { useCodes } from "../codes.ts";
import { go, type Place, withQuery } from "../router.ts";
import type { Answered } from "../use-answer.ts";
import { chosen, filterKinds, toggled } from "./filters.ts";
import { shortName } from "./labels.tsx";
import { Loading } from "./state.tsx";

type Facet = Answer<"/v1/stats/facets">["data"][number];

export const facetDimensions = [
  ...(["status", "timeliness", "party", "type", "firmness", "fulfilment", "corroboration", "tag"] as const),
  ...(["statedYear", "dueYear"] as const),
];
const years: Readonly<Record<string, { label: string; from: string; to: string }>> = {
  statedYear: { label: "Year stated", from: "statedFrom", to: "statedTo" },
  dueYear: { label: "Year due", from: "deadlineFrom", to: "deadlineTo" },
};
const openAtFirst: readonly string[] = ["status", "timeliness", "party", "type"];

/** The values that a list can be narrowed by, with what it would hold then. */
export function Facets({ place, answered }: { place: Place; answered: Answered<Answer<"/v1/stats/facets">> }) {
  const { data, problem, isLoading } = answered;
  if (problem) return null;
  if (data === null) return <Loading rows={16} />;
  return (
    <div class={isLoading ? "stale" : undefined}>
      {data.data.map((facet) => (
        <FacetGroup key={facet.by} place={place} facet={facet} />
      ))}
      <Dates place={place} />
    </div>
  );
}

function FacetGroup({ place, facet: { by, groups, otherGroups } }: { place: Place; facet: Facet }) {
  const { list } = useCodes();
  const year = years[by];
  const order = list(filterKinds[by]?.list ?? "").map(({ code }) => code);
  const rank = ({ key }: Group) => (year ? -Number(key) : order.indexOf(key ?? ""));
  const shown = (order.length > 0 || year ? groups.toSorted((a, b) => rank(a) - rank(b)) : groups).filter(
    ({ key }) => key !== null,
  );
  if (shown.length === 0) return null;
  return (
    <details open={openAtFirst.includes(by)}>
      <summary>{year?.label ?? filterKinds[by]?.label}</summary>
      <ul>
        {shown.map(({ key, label, count }) => (
          <li key={key}>
            <label>
              <input
                type="checkbox"
                checked={isChosen(place, by, key ?? "")}
                onChange={() => go(withQuery(place, choice(place, by, key ?? "")))}
              />
              {by === "status" && <i class={`swatch s-${key}`} aria-hidden="true" />}
              <span>{by === "party" ? shortName(label) : label}</span>
              <span class="count">{count.toLocaleString("en")}</span>
            </label>
          </li>
        ))}
      </ul>
      {otherGroups.groups > 0 && (
        <p class="soft">and {otherGroups.groups.toLocaleString("en")} more, found by search</p>
      )}
    </details>
  );
}

const ranges = ["statedFrom", "statedTo", "deadlineFrom", "deadlineTo", "statusSinceFrom", "statusSinceTo"];

function Dates({ place }: { place: Place }) {
  return (
    <details open={ranges.some((name) => place.query.has(name))}>
      <summary>Dates</summary>
      <p class="soft">A year, a month or a day: 2024, 2024-06, 2024-06-30.</p>
      <div class="dates">
        {ranges.map((name) => (
          <label key={name}>
            {filterKinds[name]?.label}
            <input
              value={place.query.get(name) ?? ""}
              maxLength={20}
              onChange={(event) => go(withQuery(place, { [name]: event.currentTarget.value.trim() || null }))}
            />
          </label>
        ))}
      </div>
    </details>
  );
}

function isChosen({ query }: Place, by: string, key: string): boolean {
  const year = years[by];
  return year ? query.get(year.from) === key && query.get(year.to) === key : chosen(query, by).includes(key);
}

function choice(place: Place, by: string, key: string): Record<string, string | string[] | null> {
  const year = years[by];
  if (year === undefined) {
    const asserted = chosen(place.query, by).filter((value) => !value.startsWith("!"));
    return { [by]: toggled(asserted, key) };
  }
  const value = isChosen(place, by, key) ? null : key;
  return { [year.from]: value, [year.to]: value };
}
