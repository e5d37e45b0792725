import type { Answer } from "../api.ts";
import type { PageProps } from "../app.tsx";
import { useCodes } from "../codes.ts";
import { dateWords } from "../dates.ts";
import { partyUrl, shortName } from "../parts/labels.tsx";
import { atMoment, Main, momentOf, recordTimeOf } from "../parts/layout.tsx";
import { Overview } from "../parts/overview.tsx";
import { Empty, Part, Trouble, wholePage } from "../parts/state.tsx";
import { TreatyStandings } from "../parts/treaty-standings.tsx";
import type { Place } from "../router.ts";
import { useAnswer } from "../use-answer.ts";
import { useTitle } from "../use-title.ts";

type Party = Answer<"/v1/parties/{code}">;

const useParty = (place: Place, code: string) =>
  useAnswer("/v1/parties/{code}", { path: { code }, query: recordTimeOf(place) });

export function PartyPage({ place, names: [code = ""] }: PageProps) {
  const { label } = useCodes();
  const party = useParty(place, code);
  const overview = useAnswer("/v1/stats/overview", { query: { ...momentOf(place), party: code, limit: 6 } });
  const name = party.data ? shortName(party.data.name) : code;
  useTitle(party.data ? name : undefined);
  const kicker = (
    <>
      <a href={atMoment(place, "/parties")}>Parties</a>
      {party.data && ` / ${label("party-kind", party.data.kind)}`}
    </>
  );
  return (
    <Main place={place} kicker={kicker} title={name}>
      {party.problem ? (
        <Trouble problem={party.problem} retry={party.retry} />
      ) : (
        <>
          <div class="about-place">{party.data && <About party={party.data} place={place} />}</div>
          <Part answered={overview} rows={wholePage}>
            {(data) =>
              data.total === 0 ? (
                <Empty>Nothing is on record that {name} promised, or was promised.</Empty>
              ) : (
                <>
                  <Overview
                    data={data}
                    place={place}
                    filters={{ party: code }}
                    noun="commitment"
                    gridBy="counterparty"
                  />
                  <TreatyStandings code={code} place={place} />
                </>
              )
            }
          </Part>
        </>
      )}
    </Main>
  );
}

function About({ party, place }: { party: Party; place: Place }) {
  const { name, names, aliases, code, parent, members, until, successors, isoAlpha2 } = party;
  const linked = (codes: readonly string[]) =>
    codes.map((each, n) => (
      <span key={each}>
        {n > 0 && ", "}
        <a href={partyUrl(place, each)}>{each}</a>
      </span>
    ));
  const others = Object.entries(names).filter(([tag]) => tag !== "en");
  return (
    <details class="part-details about">
      <summary>
        <code>{code}</code>
        {isoAlpha2 && `, ${isoAlpha2}`} · its names{members.length > 0 && ` and ${members.length} members`}
      </summary>
      <dl class="facts">
        <dt>Name</dt>
        <dd>{name}</dd>
        {aliases.length > 0 && (
          <>
            <dt>Also</dt>
            <dd>{aliases.join(", ")}</dd>
          </>
        )}
        {others.length > 0 && (
          <>
            <dt>In other languages</dt>
            <dd>
              {others.map(([tag, text], n) => (
                <span key={tag}>
                  {n > 0 && ", "}
                  <span lang={tag} dir="auto">
                    {text}
                  </span>
                </span>
              ))}
            </dd>
          </>
        )}
        {parent && (
          <>
            <dt>Part of</dt>
            <dd>{linked([parent])}</dd>
          </>
        )}
        {members.length > 0 && (
          <>
            <dt>Members</dt>
            <dd>{linked(members)}</dd>
          </>
        )}
        {until && (
          <>
            <dt>Until</dt>
            <dd>
              {dateWords(until)}
              {successors.length > 0 && <>; succeeded by {linked(successors)}</>}
            </dd>
          </>
        )}
      </dl>
    </details>
  );
}

export function PairPage({ place, names: [one = "", other = ""] }: PageProps) {
  const parties = [useParty(place, one), useParty(place, other)];
  const overview = useAnswer("/v1/stats/overview", {
    query: { ...momentOf(place), party: one, counterparty: other, limit: 6 },
  });
  const problem = parties.find((each) => each.problem)?.problem;
  const [first = one, second = other] = parties.map(({ data }, n) => (data ? shortName(data.name) : [one, other][n]));
  const isKnown = parties.every(({ data }) => data);
  useTitle(isKnown ? `${first} and ${second}` : undefined);
  return (
    <Main
      place={place}
      kicker={<a href={atMoment(place, "/parties")}>Parties</a>}
      title={
        <>
          <a href={partyUrl(place, one)}>{first}</a> and <a href={partyUrl(place, other)}>{second}</a>
        </>
      }
    >
      {problem ? (
        <Trouble problem={problem} />
      ) : (
        <>
          <Directions place={place} one={[one, first]} other={[other, second]} />
          <Part answered={overview} rows={wholePage}>
            {(data) =>
              data.total === 0 ? (
                <Empty>Nothing is on record between the two.</Empty>
              ) : (
                <Overview data={data} place={place} filters={{ party: one, counterparty: other }} noun="commitment" />
              )
            }
          </Part>
        </>
      )}
    </Main>
  );
}

/** Who promised to whom. */
function Directions({ place, one, other }: { place: Place; one: [string, string]; other: [string, string] }) {
  const to = ([promisor]: [string, string], [promisee]: [string, string]) =>
    atMoment(place, `/commitments?${new URLSearchParams({ promisor, promisee })}`);
  const both = atMoment(place, `/commitments?${new URLSearchParams({ party: one[0], counterparty: other[0] })}`);
  return (
    <p class="directions">
      <a href={to(one, other)}>
        {one[1]} to {other[1]}
      </a>{" "}
      <a href={to(other, one)}>
        {other[1]} to {one[1]}
      </a>{" "}
      <a href={both}>Everything between the two</a>
    </p>
  );
}
