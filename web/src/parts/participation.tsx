import type { Commitment, TimelineEntry } from "../api.ts";
import { csvOf } from "../charts/csv.ts";
import { download } from "../charts/download.ts";
import { useCodes } from "../codes.ts";
import { dateWords } from "../dates.ts";
import { addressOf, apiPage, type Place, parametersOf, withQuery } from "../router.ts";
import { chosen } from "./filters.ts";
import { partyUrl, shortName } from "./labels.tsx";
import { LiveSearch } from "./live-search.tsx";
import { PageLinks } from "./page-links.tsx";
import { Scroll } from "./scroll.tsx";
import { Empty } from "./state.tsx";

type Standing = NonNullable<Commitment["participation"]>[number];
type Embedded = Commitment["parties"][number];

interface Told {
  commitment: Commitment;
  /** Of the timeline that is shown, which acts lead to. */
  entries: readonly TimelineEntry[];
  place: Place;
}

const pageLength = 50;
/** So many are named at the head of the page. */
const few = 13;
const boundFirst = ["party", "provisional", "contracting", "signatory", "withdrawn", "no_act"] as const;
const tableParameters = ["state", "party", "q", "cursor", "on", "asOf"];

/** Where each party stands, by its own acts: counts, the list behind each, and words to find one by. */
export function Participation({ commitment, entries, place }: Told) {
  const { participation = [], parties } = commitment;
  const isActing = participation.length > 0;
  if (!isActing && parties.length <= few) return null;
  const here = { ...place, hash: "participation" };
  return (
    <section id="participation">
      <h2>{isActing ? "Where each party stands" : "Who takes part"}</h2>
      {isActing ? (
        <Standings {...{ commitment, entries, all: participation }} place={here} />
      ) : (
        <Roles parties={parties} place={here} />
      )}
    </section>
  );
}

function Standings({ commitment, all, entries, place }: Told & { all: readonly Standing[] }) {
  const { label, find } = useCodes();
  const known = new Map(commitment.parties.map((party) => [party.party, party]));
  const nameOf = (code: string) => shortName(known.get(code)?.name ?? code);
  const inOrder = all.toSorted((a, b) => nameOf(a.party).localeCompare(nameOf(b.party), "en"));
  const found = inOrder.filter(
    ({ party, state }) =>
      fits(place, "state", state) && fits(place, "party", party) && isFound(place, party, known.get(party)),
  );
  const { rows, next } = pageOf(found, ({ party }) => party, place);
  const state = place.query.get("state");
  const definition = state === null ? undefined : find("participation", state)?.definition;
  const api = addressOf(`/v1/commitments/${commitment.slug}/participation`, asked(place));
  const comingOf = (party: string) => commitment.upcoming.filter(({ parties }) => parties.includes(party));
  const save = () =>
    download(
      `${commitment.slug}-participation.csv`,
      "text/csv",
      csvOf({
        head: ["party", "name", "state", "since", "signedOn", "consentedOn", "inForceSince", "withdrawnOn"],
        rows: found.map((of) => [
          ...[of.party, nameOf(of.party), of.state, of.since],
          ...[of.signedOn, of.consentedOn, of.inForceSince, of.withdrawnOn],
        ]),
      }),
    );
  return (
    <>
      <States all={all} place={place} />
      {all.length > few && <LiveSearch place={place} label="A party by its name, an alias or its code" />}
      <div class="results-head">
        <p role="status">
          {found.length.toLocaleString("en")} {found.length === 1 ? "party" : "parties"}
          {definition && <span class="soft">. {definition}</span>}
        </p>
        <span class="tools">
          <button type="button" onClick={save}>
            CSV
          </button>
          <a class="button" href={apiPage(api)}>
            In the API
          </a>
        </span>
      </div>
      {rows.length === 0 ? (
        <Empty>
          No party fits. <a href={withQuery(place, { state: null, party: null, q: null })}>All of them</a>
        </Empty>
      ) : (
        <Scroll label="Parties and where they stand, a table">
          <table class="standings">
            <thead>
              <tr>
                {["Party", "Stands as", "Since", "Signed", "Consented", "Latest act", "To come"].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((of) => (
                <tr key={of.party}>
                  <th scope="row">
                    <a href={partyUrl(place, of.party)}>{nameOf(of.party)}</a>
                  </th>
                  <td>
                    <i class={`swatch p-${of.state}`} aria-hidden="true" />
                    {label("participation", of.state)}
                  </td>
                  <td>{of.since === null ? "" : dateWords(of.since)}</td>
                  <td>{of.signedOn && dateWords(of.signedOn)}</td>
                  <td>{of.consentedOn && dateWords(of.consentedOn)}</td>
                  <td>
                    {of.act && (
                      <Entry id={of.act.event} entries={entries}>
                        {label("event-type", of.act.type)}, {dateWords(of.act.date)}
                      </Entry>
                    )}
                    {of.reservations.map((id, n) => (
                      <small key={id}>
                        <Entry id={id} entries={entries}>
                          Reservation{of.reservations.length > 1 && ` ${n + 1}`}
                        </Entry>
                      </small>
                    ))}
                  </td>
                  <td>
                    {comingOf(of.party).map(({ event, type, effectiveOn }) => (
                      <Entry key={event} id={event} entries={entries}>
                        {label("event-type", type)} takes effect {dateWords(effectiveOn)}
                      </Entry>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <PageLinks place={place} next={next} />
    </>
  );
}

/** How many stand how, each number the list of them. */
function States({ all, place }: { all: readonly Standing[]; place: Place }) {
  const { find } = useCodes();
  const counts = Map.groupBy(all, ({ state }) => state);
  const states = boundFirst
    .flatMap((state) => [[state, counts.get(state) ?? []] as const])
    .filter(([, of]) => of.length > 0);
  const current = place.query.get("state");
  const isAll = current === null && !place.query.has("party") && !place.query.get("q");
  const listOf = (state: string | null) => withQuery(place, { state, party: null, q: null });
  return (
    <p class="counts">
      <a href={listOf(null)} aria-current={isAll ? "true" : undefined}>
        <b>{all.length.toLocaleString("en")}</b> in all
      </a>
      {states.map(([state, those]) => (
        <a
          key={state}
          href={listOf(state)}
          aria-current={current === state ? "true" : undefined}
          title={find("participation", state)?.definition}
        >
          <i class={`swatch p-${state}`} aria-hidden="true" />
          <b>{those.length.toLocaleString("en")}</b> {(find("participation", state)?.name ?? state).toLowerCase()}
        </a>
      ))}
    </p>
  );
}

/** Many who promise together, without acts of their own. */
function Roles({ parties, place }: { parties: readonly Embedded[]; place: Place }) {
  const { label } = useCodes();
  const found = parties.filter((of) => isFound(place, of.party, of));
  const { rows, next } = pageOf(found, ({ party, role }) => `${party} ${role}`, place);
  return (
    <>
      <LiveSearch place={place} label="A party by its name, an alias or its code" />
      {rows.length === 0 && <Empty>No party fits.</Empty>}
      <ul class="plain columns-list">
        {rows.map(({ party, role, name }) => (
          <li key={`${party} ${role}`}>
            <a href={partyUrl(place, party)}>{shortName(name ?? party)}</a>{" "}
            <span class="soft">{label("role", role).toLowerCase()}</span>
          </li>
        ))}
      </ul>
      <PageLinks place={place} next={next} />
    </>
  );
}

/** An act, and the way to it where the timeline that is shown has it. */
function Entry({ id, entries, children }: Pick<Told, "entries"> & { id: string; children: preact.ComponentChildren }) {
  return entries.some((entry) => entry.id === id) ? <a href={`#entry-${id}`}>{children}</a> : <span>{children}</span>;
}

/** What the address asks of the table, as the API takes it. */
function asked({ query }: Place) {
  const others = [...query.keys()].filter((name) => !tableParameters.includes(name));
  return parametersOf(query, [...others, "q", "cursor"]);
}

/** As the filters of lists: one of the values, or none of those with `!`. */
function fits({ query }: Place, name: string, value: string): boolean {
  if (!query.has(name)) return true;
  const values = chosen(query, name);
  const excluded = values.filter((each) => each.startsWith("!"));
  return excluded.length > 0 ? !excluded.includes(`!${value}`) : values.includes(value);
}

function isFound({ query }: Place, code: string, party: Embedded | undefined): boolean {
  const words = (query.get("q") ?? "").trim().toLocaleLowerCase();
  const names = [code, party?.name ?? "", ...(party?.aliases ?? []), ...Object.values(party?.names ?? {})];
  return names.some((name) => name.toLocaleLowerCase().includes(words));
}

/** A page of rows that are all there: from the one after `cursor` on. */
function pageOf<T>(all: readonly T[], keyOf: (row: T) => string, { query }: Place) {
  const start = all.findIndex((row) => keyOf(row) === query.get("cursor")) + 1;
  const rows = all.slice(start, start + pageLength);
  const last = rows.at(-1);
  return { rows, next: last && all.length > start + pageLength ? keyOf(last) : null };
}
