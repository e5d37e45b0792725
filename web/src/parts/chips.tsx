import type { Answer } from "../api.ts";
import { useCodes } from "../codes.ts";
import { dateWords, plural } from "../dates.ts";
import { type Place, withQuery } from "../router.ts";
import { chosen, filterKinds, filtersIn, toggled } from "./filters.ts";
import { shortName } from "./labels.tsx";

/** Filters whose commas do not part what one would take away by itself. */
const undivided = ["ids", "near"];

const valuesOf = ({ query }: Place, name: string): string[] =>
  undivided.includes(name) ? [query.getAll(name).join(",")] : chosen(query, name);

function nearWords(near: string): string {
  const [latitude, longitude, kilometres] = near.split(",");
  return `${kilometres} km around ${latitude}, ${longitude}`;
}

/** What the list is narrowed by, each with a way to take it away. */
export function Chips({ place, facets }: { place: Place; facets: Answer<"/v1/stats/facets"> | null }) {
  const { label } = useCodes();
  const names = filtersIn(place.query);
  if (names.length === 0) return null;
  const partyName = (code: string) => {
    const groups = facets?.data.find(({ by }) => by === "party")?.groups ?? [];
    return shortName(groups.find(({ key }) => key === code)?.label ?? code);
  };
  const wordsOf = (name: string, value: string) => {
    if (name === "ids") return plural(value.split(",").length, "commitment");
    if (name === "near") return nearWords(value);
    const list = filterKinds[name]?.list;
    if (list) return label(list, value);
    if (/(From|To)$/.test(name)) return dateWords(value);
    return /party|promis/.test(name) ? partyName(value) : value;
  };
  return (
    <ul class="chips" aria-label="Filters that are set">
      {names.flatMap((name) =>
        valuesOf(place, name).map((value) => (
          <li key={`${name} ${value}`}>
            <span>
              {filterKinds[name]?.label}
              {value.startsWith("!") ? " is not " : ": "}
              <b>{wordsOf(name, value.replace(/^!/, ""))}</b>
            </span>
            <a
              href={withQuery(place, { [name]: toggled(valuesOf(place, name), value) })}
              aria-label={`Take away ${filterKinds[name]?.label}: ${wordsOf(name, value.replace(/^!/, ""))}`}
            >
              ×
            </a>
          </li>
        )),
      )}
      <li>
        <a class="clear" href={withQuery(place, Object.fromEntries(names.map((name) => [name, null])))}>
          Take all away
        </a>
      </li>
    </ul>
  );
}
