import type { Answer } from "../api.ts";
import { statuses, useCodes } from "../codes.ts";
import type { Place } from "../router.ts";
import { shortName } from "./labels.tsx";
import { atMoment } from "./layout.tsx";
import { Scroll } from "./scroll.tsx";

/** Parties by status, each number the list behind it. */
export function PartyGrid({
  data,
  listOf,
  filters,
  by,
  place,
}: {
  data: Answer<"/v1/stats/overview">;
  listOf: (query: Record<string, string>) => string;
  filters: Record<string, string>;
  by: "party" | "counterparty";
  place: Place;
}) {
  const { label } = useCodes();
  const present = new Set(data.status.map(({ key }) => key));
  const codes = statuses.filter((code) => present.has(code));
  const most = Math.max(1, ...data.parties.flatMap(({ status }) => Object.values(status)));
  const rows = data.parties.filter(({ key }) => key !== null && key !== filters.party);
  const pageOf = (code: string) => `/parties/${[filters.party ?? [], code].flat().map(encodeURIComponent).join("/")}`;
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{by === "party" ? "Who, and how far they are" : "With whom"}</h2>
      <Scroll label="Parties by status, a table">
        <table class="grid">
          <thead>
            <tr>
              <th scope="col">Party</th>
              {codes.map((code) => (
                <th key={code} scope="col" class="number">
                  {label("status", code)}
                </th>
              ))}
              <th scope="col" class="number">
                Overdue
              </th>
              <th scope="col" class="number">
                All
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, label: name, status, count, overdue = 0 }) => (
              <tr key={key}>
                <th scope="row">
                  <a href={atMoment(place, pageOf(key ?? ""))}>{shortName(name)}</a>
                </th>
                {codes.map((code) => {
                  const cell = status[code] ?? 0;
                  return (
                    <td key={code} class={`number heat h-${Math.ceil((4 * cell) / most)}`}>
                      {cell > 0 && <a href={listOf({ [by]: key ?? "", status: code })}>{cell.toLocaleString("en")}</a>}
                    </td>
                  );
                })}
                <td class="number">
                  {overdue > 0 && (
                    <a class="late" href={listOf({ [by]: key ?? "", timeliness: "overdue" })}>
                      {overdue.toLocaleString("en")}
                    </a>
                  )}
                </td>
                <td class="number">
                  <a href={listOf({ [by]: key ?? "" })}>{count.toLocaleString("en")}</a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {data.otherParties.groups > 0 && (
        <p class="more">
          <a href={atMoment(place, "/parties")}>
            {data.otherParties.groups.toLocaleString("en")} more, and how they stand
          </a>
        </p>
      )}
    </section>
  );
}
