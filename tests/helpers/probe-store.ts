import type { RelationType } from "../../src/domain/codelists/codelists.ts";
import type { Commitment } from "../../src/domain/commitment.ts";
import { storeOn } from "../../src/store/engine/store.ts";
import type { Filter } from "../../src/store/port/query.ts";
import type { Stamp, Store } from "../../src/store/port/store.ts";
import { built } from "../../src/store/schema/sql.ts";
import { type Engine, isSeveral, type Steps } from "../../src/store/sql/statement.ts";
import { injections } from "./hostile-values.ts";
import { seed } from "./store-for-each.ts";
import {
  change,
  idOf,
  makeCommitment,
  makeDue,
  makeEvent,
  makeMilestone,
  makeQuote,
  makeRelation,
  makeSource,
  stamp,
} from "./stored-records.ts";

/** One value for each place that takes one: a text, a word as searches know them, a number. */
interface Value {
  text: string;
  word: string;
  n: number;
}
/** How often was asked, and what did not hold. */
export interface Probed {
  asked: number;
  findings: string[];
}
type Probe = (store: Store, value: Value) => Promise<unknown>;

const found = async (reading: Promise<{ rows: readonly unknown[] }>) => (await reading).rows.length;
const listed = (store: Store, filter: unknown, n: number) =>
  found(store.list("commitment", { filters: [filter as Filter], limit: n }));
const words = ({ word }: Value) => ({ all: [{ words: [word], isPrefix: false }], none: [] });

/** The methods of the store, each with the value wherever it takes one. What they answer must not depend on it. */
const probes: Readonly<Record<string, Probe>> = {
  "a key or slug": (store, { text }) => store.get("commitment", text),
  keys: (store, { text }) => store.getMany("party", [text]),
  "a value": (store, { text, n }) => listed(store, { field: "slug", in: [text] }, n),
  "no such value": (store, { text, n }) => listed(store, { field: "slug", in: [text], not: true }, n),
  "values from": (store, { text, n }) => listed(store, { field: "titleKey", from: `~~${text}` }, n),
  "values to": (store, { text, n }) => listed(store, { field: "titleKey", to: ` ${text}` }, n),
  "bounds from": (store, { text, n }) => listed(store, { bounds: ["dueEarliest", "dueLatest"], from: `~${text}` }, n),
  "bounds to": (store, { text, n }) => listed(store, { bounds: ["dueEarliest", "dueLatest"], to: ` ${text}` }, n),
  "a link": (store, { text, n }) => listed(store, { link: "tag", to: [text] }, n),
  "no such link": (store, { text, n }) => listed(store, { link: "tag", to: [text], not: true }, n),
  "a kind of link": (store, { text, n }) => listed(store, { link: text, to: ["AAA"] }, n),
  "a role": (store, { text, n }) => listed(store, { link: "party", to: ["AAA"], rel: [text] }, n),
  "a source": (store, { text, n }) => listed(store, { link: "source", to: [text] }, n),
  timeliness: (store, { text, n }) => listed(store, { timeliness: [text], day: "2026-01-01" }, n),
  "the day of timeliness": (store, { text, n }) => listed(store, { timeliness: ["x"], day: text }, n),
  "a circle": (store, { n }) => listed(store, { near: { lat: 0, lon: 0, km: n } }, n),
  words: (store, value) => listed(store, { search: words(value) }, value.n),
  "without words": (store, value) => listed(store, { search: { all: [], none: words(value).all } }, value.n),
  "words by relevance": (store, value) =>
    found(store.list("commitment", { filters: [{ search: words(value) }], ranked: true, limit: value.n })),
  "a position": (store, { text, n }) =>
    found(
      store.list("commitment", {
        sort: [{ field: "titleKey", descending: false }],
        after: [`~~${text}`, idOf("commitment", 1)],
        limit: n,
      }),
    ),
  "how many": (store, { text, n }) => store.count("commitment", [{ field: "slug", in: [text] }], n),
  "what refers to a record": (store, { text, n }) => store.referencesTo("source", text, n),
  "a kind of relation": (store, { text }) => store.path(text as RelationType, { from: ["x"], to: ["y"] }),
  "the ends of a way": (store, { text }) => store.path("implements", { from: [text], to: ["nowhere"] }),
  "a timeline": (store, { text, n }) => found(store.timeline({ commitmentId: text, limit: n })),
  "entries of a timeline": (store, { text, n }) =>
    found(store.timeline({ filters: [], entries: [text as "due"], from: text, to: text, limit: n })),
  "a tally": (store, { text, n }) =>
    store.tally({
      by: [{ link: text as "tag", rel: [text] }],
      filters: [{ field: "slug", in: [text] }],
      measures: ["overdue", "slippage", "scores"],
      day: `${2000 + (n % 1000)}-01-01`,
      limit: n,
    }),
  "a tally of a day": (store, { text, n }) =>
    store.tally({ by: [{ timeliness: text }], filters: [], measures: ["overdue", "scores"], day: text, limit: n }),
  "a tally of all": (store, { n }) =>
    store.tally({ by: [{ field: "status" }], filters: [], measures: [], day: "2026-01-01", limit: n }),
  "a series": (store, { text }) =>
    store.series({
      field: "status",
      filters: [{ field: "slug", in: [text] }],
      width: 4,
      from: text,
      to: text,
      until: text,
      day: text,
    }),
  revisions: (store, { text, n }) => store.revisions(text, { before: n, limit: n }),
  lines: (store, { text, n }) =>
    found(store.lines({ after: n, limit: n, kinds: [text as "party"], commitmentId: text })),
  "change sets": (store, { text, n }) => found(store.changeSets({ before: n, limit: n, by: text })),
  "a change set": (store, { n }) => store.changeSet(n * 1000),
  "lines of transactions": (store, { n }) => store.linesOf([n * 1000]),
  "an earlier state": (store, { text, n }) => store.linesAt([{ kind: text as "party", id: text, version: n }]),
  "an instant": async (store, { text }) => (await store.headAt(`0${text}`)).seq,
  "an earlier line": async (store, value) => {
    const then = store.at({ seq: value.n * 1000 });
    const matching = await found(then.list("commitment", { filters: [{ search: words(value) }], limit: value.n }));
    const by = [{ link: value.text as "tag" }];
    const { total } = await then.tally({ by, filters: [], measures: [], day: "2026-01-01", limit: value.n });
    return [await found(then.list("party", { limit: value.n })), matching, total > 0, (await then.head()).seq];
  },
  "an earlier day": async (store, { text, n }) => {
    const then = store.at({ on: ` ${text}` });
    const kinds = ["commitment", "event", "milestone", "assessment", "relation"] as const;
    const rows: number[] = [];
    for (const kind of kinds) rows.push(await found(then.list(kind, { limit: n })));
    return [rows, await found(then.timeline({ limit: n }))];
  },
  "a kept request": (store, { text }) => store.taken({ principal: text, key: text }, stamp.at),
  "an API key": async (store, { text, n }) => {
    const key = { role: "reader" as const, createdAt: text, createdBy: text, expiresAt: null, revokedAt: null };
    const id = `${n} ${text}`;
    const refusal = await store.addKey({ ...key, id, name: text, hash: text, lastUsedAt: null }, { replaces: text });
    await store.touchKey(id, { at: text, unlessAfter: text });
    const [known, after] = [await store.getKey(id), await store.listKeys({ after: `~${text}`, limit: n })];
    return [refusal, known?.name === text, after.length, await store.revokeKey(id, text)];
  },
  "a secret": async (store, { text }) => (await store.secret(text)).equals(await store.secret(text)),
  "a record": (store, value) => write(store, value),
  "a record of an import": (store, value) =>
    store.exclusively(async (own) => ({ commit: true, value: await write(own, { ...value, n: value.n + 500 }) })),
};

/** Writes texts, changes, deletes and restores them; answers whether they read back as they were. */
async function write(store: Store, { text, n }: Value): Promise<unknown> {
  const once = { principal: text, key: `${text} ${n}`, fingerprint: text };
  const changed = { by: text, at: stamp.at };
  const source = makeSource(n, { title: text, publisher: text, author: text, url: text });
  const quote = makeQuote(n, source.id, { exact: text, translation: text });
  const commitment = makeCommitment(n, { title: text, summary: text, tags: [text], quotes: [quote.id] });
  await store.apply(
    [
      change("create", "source", source),
      change("create", "quote", quote),
      change("create", "commitment", commitment),
      change("create", "event", makeEvent(n, { commitmentId: commitment.id, title: text })),
      change("create", "relation", makeRelation(n, { from: commitment.id, to: idOf("commitment", 1), note: text })),
      change("create", "relation", makeRelation(n + 100_000, { from: commitment.id, type: "part_of" })),
    ],
    { ...changed, once },
  );
  await store.keepAnswer({ ...once, at: stamp.at, tx: null, answer: { status: 200, headers: {}, body: text } });
  const kept = await store.taken(once, stamp.at);
  const [first] = await store.getMany("commitment", [commitment.id]);
  await store.apply([change("update", "commitment", { ...commitment, version: 1, summary: `${text}!` })], changed);
  await store.apply([change("update", "quote", { ...quote, version: 1, exact: `${text}!` })], changed);
  await comeAndGo(store, makeCommitment(n + 200_000, { title: text, tags: [text] }), changed);
  const [second] = await store.getMany("commitment", [commitment.id]);
  const tagged = await found(store.list("commitment", { filters: [{ link: "tag", to: [text] }], limit: 1 }));
  return [first?.title === text, second?.summary === `${text}!`, kept?.answer?.body === text, tagged];
}

async function comeAndGo(store: Store, commitment: Commitment, by: Stamp): Promise<void> {
  await store.apply([change("create", "commitment", commitment)], by);
  await store.apply([change("delete", "commitment", { ...commitment, version: 1 })], by);
  await store.apply([change("restore", "commitment", { ...commitment, version: 2 })], by);
  await store.apply([{ op: "purge", kind: "commitment", entity: { ...commitment, version: 3 }, reason: by.by }], by);
}

/** The engine, telling the text of each statement before it is run. */
function told(engine: Engine, tell: (text: string) => void): Engine {
  function* telling<T>(steps: Steps<T>): Steps<T> {
    let step = steps.next();
    while (!step.done) {
      for (const query of isSeveral(step.value) ? step.value : [step.value])
        tell(built(query, engine.isShared ? "postgresql" : "sqlite").text);
      step = steps.next(yield step.value);
    }
    return step.value;
  }
  return {
    ...engine,
    read: (steps) => engine.read(telling(steps)),
    aside: (steps, lane) => engine.aside(telling(steps), lane),
    write: (steps) => engine.write(() => telling(steps())),
    exclusive: (work) => engine.exclusive((own) => work(told(own, tell))),
  };
}

/**
 * Asks every method of the store twice: with a value that matches nothing, and with one that an unbound statement would
 * fall apart on. Both must be answered alike, by statements of the same text. Answers what was not.
 */
export async function probeStore(engine: Engine, hostile = injections): Promise<Probed> {
  const texts: string[] = [];
  const store = storeOn(told(engine, (text) => texts.push(text)));
  await seed(store, [
    change("create", "source", makeSource(1)),
    change("create", "commitment", makeCommitment(1, { due: makeDue("2025") })),
    change("create", "commitment", makeCommitment(2, { tags: ["transport"] })),
    change("create", "milestone", makeMilestone(1)),
  ]);
  const key = { id: "1", name: "first", role: "reader" as const, hash: "", createdAt: stamp.at, createdBy: "nobody" };
  await store.addKey({ ...key, expiresAt: null, revokedAt: null, lastUsedAt: null });
  const ask = async (probe: Probe, value: Value) => {
    texts.length = 0;
    const answer = await probe(store, value).catch((error: unknown) => `failed: ${String(error)}`);
    return { answer: JSON.stringify(answer), statements: texts.join("\n") };
  };
  const findings: string[] = [];
  let n = 50;
  for (const [name, probe] of Object.entries(probes)) {
    const control = await ask(probe, { text: "zz", word: "zz", n: n++ });
    if (control.answer?.startsWith('"failed')) findings.push(`${name}: ${control.answer}`);
    for (const injection of hostile) {
      const { answer, statements } = await ask(probe, { text: `zz${injection}`, word: `zz${n}`, n: n++ });
      const where = `${name} with zz${injection}`;
      if (answer !== control.answer) findings.push(`${where}: ${answer} instead of ${control.answer}`);
      else if (statements !== control.statements) findings.push(`${where}: the statement has another text`);
    }
  }
  return { asked: n - 50, findings };
}
