import { labelOf } from "../../domain/codelists/labels/labels.ts";
import { nameIn } from "../../domain/party.ts";
import type { Language } from "../../languages/languages.ts";
import { dueAsWritten } from "../../records/resolve-due.ts";
import { guardText, joinPairs, joinValues, unguardText } from "./cells.ts";
import type { ExchangeLine } from "./model.ts";

/**
 * The spreadsheet layout, which export and import share: one commitment a row. Columns that import reads come first; it
 * ignores the others, so that a file can be changed and sent back. Names are those of the API where it has them.
 */

/** A cell as its column fills it: text is guarded against being read as a formula, numbers are not; null is empty. */
type Value = string | number | null | undefined;

interface Column {
  name: string;
  description: string;
  /** Whether import reads it. */
  isWritable: boolean;
  fill: (line: ExchangeLine, base: string) => Value;
}

const quotesShown = 3;

/** The columns of the nth quote; those of the first have no number. */
function quoteColumns(n: number): Column[] {
  const prefix = n === 0 ? "quote" : `quote${n + 1}`;
  const of = ({ quotes }: ExchangeLine) => quotes?.[n];
  const slugOf = ({ sources }: ExchangeLine, id: string | undefined) =>
    sources?.find((source) => source.id === id)?.slug;
  return [
    written(`${prefix}Source`, `The source of its ${ordinal(n)}quote: a slug or an id.`, (line) =>
      slugOf(line, of(line)?.sourceId),
    ),
    written(`${prefix}Exact`, `The verbatim words of its ${ordinal(n)}quote.`, (line) => of(line)?.exact),
  ];
}

const ordinal = (n: number): string => ["first ", "second ", "third "][n] ?? "";

const written = (name: string, description: string, fill: Column["fill"]): Column => ({
  name,
  description,
  isWritable: true,
  fill,
});
const shown = (name: string, description: string, fill: Column["fill"]): Column => ({
  name,
  description,
  isWritable: false,
  fill,
});

/** Every column, in order. */
export const columns: readonly Column[] = [
  written("slug", "Its readable name; a row with the slug of a known commitment is that one.", ({ slug }) => slug),
  written("title", "The title.", ({ title }) => title),
  written("summary", "The summary.", ({ summary }) => summary),
  written("type", "A code of the list `type`.", ({ type }) => type),
  written("firmness", "A code of the list `firmness`.", ({ firmness }) => firmness),
  written("status", "A code of the list `status`; another one than now records an event.", ({ status }) => status),
  written(
    "statusSince",
    "Since when (EDTF): the date of that event. What it is already counts as left out.",
    ({ statusSince }) => statusSince,
  ),
  written("statedOn", "When it was said (EDTF).", ({ statedOn }) => statedOn),
  written("dueText", "The words of the due date.", ({ due }) => dueAsWritten(due)?.text),
  written(
    "dueEdtf",
    "The due date (EDTF) where it was given as one; empty where it follows from the words.",
    ({ due }) => dueAsWritten(due)?.edtf,
  ),
  written(
    "originalDueText",
    "The words of the first due date; other words here correct it.",
    ({ originalDue }) => dueAsWritten(originalDue)?.text,
  ),
  written(
    "originalDueEdtf",
    "The first due date (EDTF) where it was given as one. Both empty: it stays; of a new row, that of dueText and dueEdtf.",
    ({ originalDue }) => dueAsWritten(originalDue)?.edtf,
  ),
  written("parties", "Parties and their roles: `KGZ:promisor; CHN:promisee`.", ({ parties }) =>
    joinPairs(parties.map(({ party, role }) => [party, role])),
  ),
  written("tags", "Tags: `railway; border`.", ({ tags }) => joinValues(tags)),
  written("sectors", "Sector codes with their vocabularies: `OECD-DAC:21030`.", ({ sectors }) =>
    joinPairs(sectors.map(({ vocabulary, code }) => [vocabulary, code])),
  ),
  written("reviewedOn", "The day up to which sources were searched.", ({ reviewedOn }) => reviewedOn),
  written("nextReviewOn", "When somebody is to look again.", ({ nextReviewOn }) => nextReviewOn),
  written("testability", "A code of the list `testability`.", ({ testability }) => testability),
  written("latitude", "Degrees north, WGS 84.", ({ location }) => location?.coordinates[1]),
  written("longitude", "Degrees east, WGS 84.", ({ location }) => location?.coordinates[0]),
  ...Array.from({ length: quotesShown }, (_, n) => quoteColumns(n)).flat(),

  shown("quotes", "How many quotes it has.", ({ quotes }) => quotes?.length),
  shown("statedEarliest", "First day on which it may have been said.", ({ statedEarliest }) => statedEarliest),
  shown("statedLatest", "Last such day.", ({ statedLatest }) => statedLatest),
  shown("due", "When it is due (EDTF), the words resolved.", ({ due }) => due?.edtf),
  shown("dueEarliest", "First day on which it may be due.", ({ due }) => due?.earliest),
  shown("dueLatest", "Last such day: the deadline.", ({ due }) => due?.latest),
  shown("dueBasis", "What the due date rests on.", ({ due }) => due?.basis),
  shown("originalDue", "The first due date recorded (EDTF).", ({ originalDue }) => originalDue?.edtf),
  shown("timeliness", "Whether it is late.", ({ timeliness }) => timeliness),
  shown("unverified", "`true`: overdue by the record, and nobody has looked since.", ({ unverified }) =>
    unverified ? "true" : "",
  ),
  shown("slippageMinDays", "Days late, at least.", ({ slippage }) => slippage?.minDays),
  shown("slippageMaxDays", "Days late, at most; empty: without bound.", ({ slippage }) => slippage?.maxDays),
  shown(
    "slippageOriginalMinDays",
    "Days late against the first due date, at least.",
    ({ slippage }) => slippage?.againstOriginal?.minDays,
  ),
  shown(
    "slippageOriginalMaxDays",
    "Days late against the first due date, at most.",
    ({ slippage }) => slippage?.againstOriginal?.maxDays,
  ),
  shown("progress", "Share of its milestones' weight that is met, 0 to 1.", ({ progress }) => progress),
  shown("fulfilment", "Whether it was kept, by judgement.", ({ fulfilment }) => fulfilment),
  shown("corroboration", "Who else says that the status is so.", ({ corroboration }) => corroboration),
  shown("restatements", "How many times it was repeated.", ({ restatements }) => restatements),
  written("id", "Its id: a row with it is that commitment, whatever its slug.", ({ id }) => id),
  shown("version", "Its version.", ({ version }) => version),
  shown("createdAt", "When it was recorded.", ({ createdAt }) => createdAt),
  shown("updatedAt", "When it was changed last.", ({ updatedAt }) => updatedAt),
  shown("url", "Its address.", ({ slug }, base) => `${base}/v1/commitments/${slug}`),
];

/** The code list of each column of codes. */
const listOf: Readonly<Record<string, string>> = {
  type: "commitment-type",
  firmness: "firmness",
  status: "status",
  testability: "testability",
  dueBasis: "due-basis",
  timeliness: "timeliness",
  fulfilment: "fulfilment",
  corroboration: "corroboration",
};

/** What the codes of a column are called in a language; none for a column that holds no codes. */
function labelsOf({ name, fill }: Column, language: Language): Column[] {
  if (name === "parties")
    return [
      shown("partiesLabel", "The names of the parties and their roles.", ({ parties }) => namesOf(parties, language)),
    ];
  const list = listOf[name];
  if (list === undefined) return [];
  const label = (code: Value) => (typeof code === "string" ? labelOf(language, list, code) : undefined);
  return [shown(`${name}Label`, `What \`${name}\` is called.`, (line, base) => label(fill(line, base)))];
}

const namesOf = (parties: ExchangeLine["parties"], language: Language): string =>
  joinValues(
    parties.map(
      ({ party, name = party, names, role }) =>
        `${nameIn({ name, ...(names && { names }) }, language)} (${labelOf(language, "role", role)})`,
    ),
  );

/**
 * The same with a column of labels beside each of codes. They are derived: an import passes over them, by their names,
 * which are the same in every language.
 */
export const labelledColumns = (language: Language): readonly Column[] =>
  columns.flatMap((column) => [column, ...labelsOf(column, language)]);

/** `labels`: the language of the columns of labels; without it there are none. */
export const columnsFor = (labels?: Language): readonly Column[] =>
  labels === undefined ? columns : labelledColumns(labels);

/** The cells of a commitment's row in CSV. `base` is the address of the service. */
export function cellsOf(line: ExchangeLine, base: string, of = columns): string[] {
  return of.map(({ fill }) => {
    const value = fill(line, base) ?? "";
    return typeof value === "number" ? String(value) : guardText(value);
  });
}

/** The same where texts are marked as such: guarded alone where an import would take them for what was guarded. */
export function valuesOf(line: ExchangeLine, base: string, of = columns): (string | number | null)[] {
  return of.map(({ fill }) => {
    const value = fill(line, base) ?? null;
    return typeof value === "string" && unguardText(value) !== value ? guardText(value) : value;
  });
}
