import { z } from "zod";
import { includable } from "../commitments/embed.ts";
import { commitmentFilters } from "../commitments/filters.ts";
import { SearchBody } from "../commitments/list-routes.ts";
import { plainDate } from "../dates/edtf.ts";
import { SourceKind } from "../domain/codelists/codelists.ts";
import { moment } from "../http/time-travel.ts";
import { QuoteToCheck } from "../sources/quotes/check.ts";
import { statsQuery } from "../stats/routes.ts";
import { Key } from "../validation/fields.ts";
import { many, manyOrNot } from "../validation/parameters.ts";
import { path, withQuery } from "./ask.ts";
import { inputSchemaOf } from "./input-schema.ts";
import { accepted, readInput, type Tool } from "./tool.ts";
import { asRow, asRows, commitmentWords, comparisonWords, listWords, statsWords } from "./words.ts";

/** What is enough to tell commitments apart and how they stand; `fields` asks for other members. */
const brief = [
  ...["slug", "title", "type", "parties", "firmness", "statedOn", "status", "statusSince", "due", "timeliness"],
  ...["fulfilment", "version"],
];
const fewRows = 20;
const limit = z.int().min(1).max(200).default(fewRows).meta({ description: "Rows of a page, 1 to 200." });
const cursor = z.string().optional().meta({ description: "`page.next` of the page before." });

/** The filters that are asked for most; the API takes all of those of search_commitments. */
const { q, status, type, party, counterparty, promisor, promisee, tag, sector, source } = commitmentFilters;
const few = { q, status, type, party, counterparty, promisor, promisee, tag, sector, source };
const alsoAll = "Every other filter of search_commitments is taken too.";

const SearchInput = SearchBody.extend({ limit });

const searchCommitments: Tool = {
  name: "search_commitments",
  title: "Search commitments",
  description:
    "Find what states said they would do, by words and filters. Filters are joined by AND, the values of one by OR; `!` before every value means any but these. Parties are codes such as KGZ. A page holds `limit` rows; `page.next` goes into `cursor` for more.",
  writes: false,
  inputSchema: () => inputSchemaOf(SearchInput),
  run: async ({ ask, base }, given) => {
    const body = { limit: fewRows, fields: brief, ...given };
    const data = accepted(await ask({ method: "POST", path: "/v1/commitments/search", body }));
    return { data, text: listWords(base, data, "No commitment matches.") };
  },
};

const CommitmentInput = z.object({
  id: Key,
  include: many(z.enum(includable))
    .optional()
    .meta({ description: "Embed these parts; quotes, events and sources when left out." }),
  ...moment,
});

const getCommitment: Tool = {
  name: "get_commitment",
  title: "Read a commitment",
  description:
    "Everything on record of one commitment, by slug or id: who promised what, the verbatim words with their sources, what happened since, whether it is late. `on` shows what had happened by a day, `asOf` what was on record by an instant. Quote nothing that is not in `quotes`.",
  writes: false,
  inputSchema: () => inputSchemaOf(CommitmentInput, true),
  run: async ({ ask, base }, given) => {
    const { id, ...query } = readInput(z.looseObject({ id: Key }), given);
    const address = withQuery(path`/v1/commitments/${id}`, { include: ["quotes", "events", "sources"], ...query });
    const data = accepted(await ask({ method: "GET", path: address }));
    return { data, text: commitmentWords(base, data) };
  },
};

const { timeliness: _, deadlineFrom: __, deadlineTo: ___, ...dueFilters } = commitmentFilters;
const dueOnly = {
  days: z.int().min(0).max(3650).default(90).meta({ description: "How many days to look ahead." }),
  withOverdue: z.boolean().default(true).meta({ description: "Also what is overdue already, the latest first." }),
  limit,
};
const DueInput = z.strictObject({ ...dueFilters, ...dueOnly });
const dayMs = 86_400_000;

const whatsDue: Tool = {
  name: "whats_due",
  title: "What is due",
  description: `What is due within some days from today, the next first, and what is overdue and not done. ${alsoAll}`,
  writes: false,
  inputSchema: () => inputSchemaOf(z.object({ ...few, ...dueOnly }), true),
  run: async ({ ask, base, now }, given) => {
    const { days, withOverdue, limit: rows } = readInput(DueInput, given);
    const { days: _, withOverdue: __, limit: ___, ...filters } = given;
    const today = now();
    const until = plainDate(new Date(today.getTime() + days * dayMs));
    const list = async (more: object) => {
      const body = { ...filters, ...more, fields: brief, limit: rows };
      return accepted(await ask({ method: "POST", path: "/v1/commitments/search", body }));
    };
    const next = await list({ timeliness: ["due_now", "not_yet_due"], deadlineTo: until, sort: ["due"] });
    const late = withOverdue ? await list({ timeliness: ["overdue", "awaiting_condition"], sort: ["-due"] }) : null;
    const text = [`Due from ${plainDate(today)} to ${until}:`, listWords(base, next, "Nothing.")];
    if (late !== null) text.push("Overdue:", listWords(base, late, "Nothing."));
    return { data: { from: plainDate(today), to: until, due: next, overdue: late }, text: text.join("\n") };
  },
};

const countCommitments: Tool = {
  name: "stats",
  title: "Count commitments",
  description: `How many commitments there are, by one or two dimensions, and of each group how many are overdue, how late they are and how they were judged. ${alsoAll}`,
  writes: false,
  inputSchema: () =>
    inputSchemaOf(z.object({ ...few, ...pick(statsQuery.shape, ["by", "zeros", "limit", "on"]) }), true),
  run: async ({ ask }, given) => {
    const data = accepted(await ask({ method: "GET", path: withQuery("/v1/stats", given) }));
    return { data, text: statsWords(data) };
  },
};

function pick<S extends object, K extends keyof S>(shape: S, names: readonly K[]): Pick<S, K> {
  return Object.fromEntries(names.map((name) => [name, shape[name]])) as Pick<S, K>;
}

const day = (words: string) => z.string().optional().meta({ description: words });
const CompareInput = z.object({
  from: day("What was on record by this instant (2024-07-01T00:00:00Z), or with this line of the ledger (seq:412)."),
  to: day("What is compared with it; what is on record now when left out."),
  fromOn: day("What had happened by this day (2024-07-01)."),
  toOn: day("What had happened by this day is compared with it; today when left out."),
  ...few,
  limit,
  cursor,
});

const compare: Tool = {
  name: "compare",
  title: "Compare two moments",
  description: `What differs between two moments: commitments that are new, gone or changed, with each field. Name the earlier one by \`from\` (what was on record) or \`fromOn\` (what had happened). ${alsoAll}`,
  writes: false,
  inputSchema: () => inputSchemaOf(CompareInput, true),
  run: async ({ ask, base }, given) => {
    const data = accepted(await ask({ method: "GET", path: withQuery("/v1/compare", { limit: fewRows, ...given }) }));
    return { data, text: comparisonWords(base, data) };
  },
};

const SourcesInput = z.object({
  q: z.string().optional().meta({ description: "Words of the title, publisher, author or slug." }),
  kind: manyOrNot(SourceKind).optional(),
  limit,
  cursor,
});

const searchSources: Tool = {
  name: "search_sources",
  title: "Search sources",
  description: "Find the documents that commitments rest on, by words of their titles. check_quote takes their slugs.",
  writes: false,
  inputSchema: () => inputSchemaOf(SourcesInput, true),
  run: async ({ ask, base }, given) => {
    const data = accepted(await ask({ method: "GET", path: withQuery("/v1/sources", { limit: fewRows, ...given }) }));
    return { data, text: sourceLines(base, data) };
  },
};

function sourceLines(base: string, data: Readonly<Record<string, unknown>>): string {
  const lines = asRows(data.data).map(
    ({ title, publishedOn, slug }) =>
      `- ${String(title)}${publishedOn === null ? "" : ` (${String(publishedOn)})`}: ${base}/v1/sources/${String(slug)}`,
  );
  const { next } = asRow(data.page);
  if (typeof next === "string") lines.push(`There are more: ask again with cursor ${JSON.stringify(next)}.`);
  return lines.length === 0 ? "No source matches." : lines.join("\n");
}

const QuoteInput = QuoteToCheck.extend({ source: Key.meta({ description: "The source's slug or id." }) });

const checkQuote: Tool = {
  name: "check_quote",
  title: "Check a quote",
  description:
    "Whether a source has these words, to the letter or but for typography, and where. Use it before quoting; quote `exact` as it comes back. Nothing is recorded.",
  writes: false,
  inputSchema: () => inputSchemaOf(QuoteInput),
  run: async ({ ask, base }, given) => {
    readInput(QuoteInput, given);
    const { source: key, ...body } = given;
    const data = accepted(await ask({ method: "POST", path: path`/v1/sources/${String(key)}/quotes/check`, body }));
    return { data, text: verdictWords(base, String(key), data) };
  },
};

function verdictWords(
  base: string,
  key: string,
  { verdict, detail, exact, isWithinWord, nearest, quoteId }: Readonly<Record<string, unknown>>,
): string {
  const near = asRow(nearest).text;
  return [
    `${String(verdict)}: ${String(detail)}`,
    ...(typeof exact === "string" ? [`The source has: "${exact}"`] : []),
    ...(isWithinWord ? ["They begin or end within a longer word there, which may say something else."] : []),
    ...(typeof near === "string" ? [`Its nearest passage: "${near}"`] : []),
    ...(typeof quoteId === "string" ? [`On record: ${base}/v1/quotes/${quoteId}`] : []),
    `Source: ${base}/v1/sources/${encodeURIComponent(key)}`,
  ].join("\n");
}

export const readingTools: readonly Tool[] = [
  ...[searchCommitments, getCommitment, whatsDue, countCommitments, compare, searchSources, checkQuote],
];
