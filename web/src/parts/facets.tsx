import { useState } from "preact/hooks";
import type { Answer, Group } from "../api.ts";
import { useCodes } from "../codes.ts";
import { go, type Place, withQuery } from "../router.ts";
import { type Answered, useAnswer } from "../use-answer.ts";
import { chosen, filterKinds, toggled } from "./filters.ts";
import { shortName } from "./labels.tsx";
import { Loading, Part } from "./state.tsx";

type Facet = Answer<"/v1/stats/facets">["data"][number];

/** Those whose values are shown at first, and asked for together; the others are asked for as they are opened. */
export const firstDimensions = ["status", "timeliness", "party", "type"] as const;
const otherDimensions = [
  "firmness",
  "fulfilment",
  "corroboration",
  "participation",
  "tag",
  "statedYear",
  "dueYear",
] as const;
export const mostValues = 12;
const years: Readonly<Record<string, { label: string; from: string; to: string }>> = {
  statedYear: { label: "Year stated", from: "statedFrom", to: "statedTo" },
  dueYear: { label: "Year due", from: "deadlineFrom", to: "deadlineTo" },
};

const titleOf = (by: string) => years[by]?.label ?? filterKinds[by]?.label;

/** The values that a list can be narrowed by, with what it would hold then. `filters`: those of the list. */
export function Facets({
  place,
  answered,
  filters,
}: {
  place: Place;
  answered: Answered<Answer<"/v1/stats/facets">>;
  filters: Record<string, string | string[]>;
}) {
  const { data, problem, isLoading } = answered;
  if (problem) return null;
  if (data === null) return <Loading rows={16} />;
  return (
    <div class={isLoading ? "stale" : undefined}>
      {data.data
        .filter(({ groups }) => groups.some(({ key }) => key !== null))
        .map((facet) => (
          <details key={facet.by} open>
            <summary>{titleOf(facet.by)}</summary>
            <Values place={place} facet={facet} />
          </details>
        ))}
      {data.total > 0 &&
        otherDimensions.map((by) => <OtherFacet key={by} by={by} place={place} filters={isLoading ? null : filters} />)}
      <Dates place={place} />
    </div>
  );
}

/** `filters`: null while the list itself is on its way. */
function OtherFacet({
  by,
  place,
  filters,
}: {
  by: (typeof otherDimensions)[number];
  place: Place;
  filters: Record<string, string | string[]> | null;
}) {
  const [isOpen, setOpen] = useState(false);
  const query = { ...filters, by: [by], limit: mostValues };
  const facets = useAnswer("/v1/stats/facets", isOpen && filters !== null ? { query } : null);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{titleOf(by)}</summary>
      {isOpen && (
        <Part answered={facets} rows={4}>
          {({ data }) => data.map((facet) => <Values key={facet.by} place={place} facet={facet} />)}
        </Part>
      )}
    </details>
  );
}

function Values({ place, facet: { by, groups, otherGroups } }: { place: Place; facet: Facet }) {
  const { list } = useCodes();
  const year = years[by];
  const order = list(filterKinds[by]?.list ?? "").map(({ code }) => code);
  const rank = ({ key }: Group) => (year ? -Number(key) : order.indexOf(key ?? ""));
  const shown = (order.length > 0 || year ? groups.toSorted((a, b) => rank(a) - rank(b)) : groups).filter(
    ({ key }) => key !== null,
  );
  if (shown.length === 0) return <p class="soft">None of these has one.</p>;
  return (
    <>
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
    </>
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
