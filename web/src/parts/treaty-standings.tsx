import { useCodes } from "../codes.ts";
import type { Place } from "../router.ts";
import { useAnswer } from "../use-answer.ts";
import { atMoment, momentOf } from "./layout.tsx";
import { Trouble } from "./state.tsx";

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
    </section>
  );
}
