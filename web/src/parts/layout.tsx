import type { ComponentChildren } from "preact";
import { dateWords, instantWords } from "../dates.ts";
import { go, type Place, withQuery } from "../router.ts";

const links = [
  ["/commitments", "Commitments"],
  ["/parties", "Parties"],
  ["/sources", "Sources"],
  ["/compare", "Compare"],
  ["/codelists", "Codes"],
  ["/api", "API"],
] as const;

export function Header({ place }: { place: Place }) {
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="top">
        <div class="bounds">
          <a class="mark" href="/">
            Servanda
          </a>
          <nav aria-label="Main">
            {links.map(([href, label]) => (
              <a href={href} aria-current={place.path.startsWith(href) ? "page" : undefined}>
                {label}
              </a>
            ))}
          </nav>
          {place.path !== "/" && place.path !== "/commitments" && <SearchBox id="search-top" />}
        </div>
      </header>
    </>
  );
}

/** Words to look for, in all commitments. */
export function SearchBox({ id, isLarge = false }: { id: string; isLarge?: boolean }) {
  return (
    <search>
      <form
        class={isLarge ? "search large" : "search"}
        onSubmit={(event) => {
          event.preventDefault();
          const words = new FormData(event.currentTarget).get("q");
          go(`/commitments${words ? `?${new URLSearchParams({ q: String(words) })}` : ""}`);
          event.currentTarget.reset();
        }}
      >
        <label class="hidden" for={id}>
          Search commitments
        </label>
        <input id={id} name="q" type="search" placeholder="Words, a party, “a phrase”" maxLength={500} />
        <button type="submit">Search</button>
      </form>
    </search>
  );
}

export function Footer() {
  return (
    <footer class="bottom">
      <div class="bounds">
        <p>
          <b>Servanda</b> is the record of what states said they would do, and of what became of it. Every statement
          here can be followed to its source.
        </p>
        <p>
          <a href="/docs">API documentation</a> <a href="/openapi.json">OpenAPI</a>{" "}
          <a href="/v1/feed.atom">Feed of changes</a> <a href="/problems">Problems</a>{" "}
          <a href="/desk">Desk for analysts</a>
        </p>
      </div>
    </footer>
  );
}

/** The frame of a page: its heading, and whether it shows an earlier time. */
export function Main({
  place,
  kicker,
  title,
  children,
}: {
  place: Place;
  kicker?: ComponentChildren;
  title: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <main id="main" class="bounds">
      <Earlier place={place} />
      {kicker && <p class="kicker">{kicker}</p>}
      <h1 tabIndex={-1}>{title}</h1>
      {children}
    </main>
  );
}

/** The moment that an address asks for. */
export function momentOf({ query }: Place): { on?: string; asOf?: string } {
  const [on, asOf] = [query.get("on"), query.get("asOf")];
  return { ...(on && { on }), ...(asOf && { asOf }) };
}

/** Of it, what records have that no day changes. */
export function recordTimeOf(place: Place): { asOf?: string } {
  const { on: _, ...recordTime } = momentOf(place);
  return recordTime;
}

/** An address with the moment of this one, so that following a link does not change the time. */
export function atMoment(place: Place, target: string): string {
  const moment = new URLSearchParams(Object.entries(momentOf(place)));
  if (moment.size === 0) return target;
  return `${target}${target.includes("?") ? "&" : "?"}${moment}`;
}

function Earlier({ place }: { place: Place }) {
  const { on, asOf } = momentOf(place);
  if (!on && !asOf) return null;
  return (
    <p class="earlier" role="status">
      <span>
        You see{" "}
        {asOf ? (
          <b>what was recorded by {asOf.startsWith("seq:") ? `line ${asOf.slice(4)}` : instantWords(asOf)}</b>
        ) : (
          "today's record"
        )}
        {on && (
          <>
            {" "}
            of <b>what had happened by {dateWords(on)}</b>
          </>
        )}
        .
      </span>
      <a href={withQuery(place, { on: null, asOf: null })}>Back to today</a>
    </p>
  );
}
