/** Records in short words, for clients that show a model no data; what is not there is left out. */

type Row = Readonly<Record<string, unknown>>;

export const asRow = (value: unknown): Row => (typeof value === "object" && value !== null ? (value as Row) : {});
export const asRows = (value: unknown): readonly Row[] => (Array.isArray(value) ? value.map(asRow) : []);

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
const joined = (parts: readonly (string | null)[], separator: string): string =>
  parts.filter((part) => part !== null).join(separator);

/** The address under which a commitment is cited; a browser is led to its page. */
export const addressOf = (base: string, { slug, id }: Row): string =>
  `${base}/v1/commitments/${text(slug) ?? text(id) ?? ""}`;

function dueWords(given: unknown): string | null {
  const { text: words, edtf } = asRow(given);
  const date = text(edtf) ?? "no date known";
  if (text(words) !== null) return `due "${String(words)}" (${date})`;
  return text(edtf) === null ? null : `due ${date}`;
}

function statusWords({ status, statusSince }: Row): string | null {
  if (text(status) === null) return null;
  return text(statusSince) === null ? String(status) : `${String(status)} since ${String(statusSince)}`;
}

/** A commitment on one line. */
export function commitmentLine(base: string, row: Row): string {
  const { title, slug, timeliness, due } = row;
  const state = joined([statusWords(row), text(timeliness), dueWords(due)], "; ");
  const address = text(slug) === null && text(row.id) === null ? "" : `: ${addressOf(base, row)}`;
  return `- ${text(title) ?? text(slug) ?? "A commitment"}${state && ` (${state})`}${address}`;
}

/** A page of a list, and how to go on. */
export function listWords(base: string, { data, page }: Row, none: string): string {
  const rows = asRows(data);
  const next = text(asRow(page).next);
  const more = next === null ? [] : [`There are more: ask again with cursor ${JSON.stringify(next)}.`];
  if (rows.length === 0 && next === null) return none;
  return [...rows.map((row) => commitmentLine(base, row)), ...more].join("\n");
}

/** The most quotes, and entries of a timeline, that are told in words; the data has all. */
const mostTold = 20;

/** A commitment with the words that it rests on and what happened. */
export function commitmentWords(base: string, row: Row): string {
  const sources = new Map(asRows(row.sources).map((source) => [source.id, source]));
  const parties = asRows(row.parties).map(({ party, role }) => `${String(party)} (${String(role)})`);
  const facts = [
    text(row.title),
    text(row.summary),
    parties.length === 0 ? null : `Parties: ${parties.join(", ")}`,
    joined(
      [text(row.statedOn) && `Stated ${String(row.statedOn)}`, text(row.firmness) && `firmness ${row.firmness}`],
      ", ",
    ),
    joined([statusWords(row), text(row.timeliness), dueWords(row.due), text(row.fulfilment)], "; "),
  ];
  const quotes = told(asRows(row.quotes), (quote) => {
    const source = asRow(sources.get(quote.sourceId));
    const where = joined([text(source.title), text(source.url)], ", ");
    return `- "${String(quote.exact)}"${where && ` (${where})`}`;
  });
  const events = told(
    asRows(row.events),
    ({ date, type, title }) => `- ${String(date)} ${String(type)}: ${String(title)}`,
  );
  return [
    ...facts.filter(Boolean),
    ...(quotes.length > 0 ? ["Verbatim words:", ...quotes] : []),
    ...(events.length > 0 ? ["What happened:", ...events] : []),
    `Cite: ${addressOf(base, row)}${row.version === undefined ? "" : ` (version ${String(row.version)})`}`,
  ].join("\n");
}

function told(rows: readonly Row[], line: (row: Row) => string): string[] {
  const more = rows.length > mostTold ? [`- and ${rows.length - mostTold} more`] : [];
  return [...rows.slice(0, mostTold).map(line), ...more];
}

/** Counts, the largest group first. */
export function statsWords({ data, by, total, day, otherGroups }: Row): string {
  const groups = asRows(data).map(({ label, label2, count, overdue }) => {
    const name = joined([text(label), text(label2)], ", ");
    return `- ${name}: ${String(count)}${typeof overdue === "number" ? ` (${overdue} overdue)` : ""}`;
  });
  const others = asRow(otherGroups);
  const rest = Number(others.groups ?? 0) > 0 ? [`- ${others.groups} other groups: ${others.count}`] : [];
  const what = Array.isArray(by) && by.length > 0 ? ` by ${by.join(" and ")}` : "";
  return [`${String(total)} commitments${what}, as of ${String(day)}:`, ...groups, ...rest].join("\n");
}

/** What became of commitments between two moments. */
export function comparisonWords(base: string, { data, page }: Row): string {
  const lines = asRows(data).map((row) => {
    const paths = asRows(row.diff).map(({ path }) => String(path));
    const which =
      paths.length === 0 ? "" : ` (${paths.slice(0, mostTold).join(", ")}${paths.length > mostTold ? ", ..." : ""})`;
    return `- ${String(row.change)}: ${String(row.title)}${which}: ${addressOf(base, row)}`;
  });
  const next = text(asRow(page).next);
  const more = next === null ? [] : [`There are more: ask again with cursor ${JSON.stringify(next)}.`];
  return lines.length + more.length === 0 ? "Nothing differs." : [...lines, ...more].join("\n");
}

/** A line of the ledger: what was done to which record, when and by whom. */
export function changeLine(base: string, { seq, at, by, op, kind, id, commitmentId, name }: Row): string {
  const of = text(commitmentId) === null ? "" : `: ${base}/v1/commitments/${String(commitmentId)}`;
  return `- ${String(seq)} (${String(at)}, ${String(by)}): ${String(op)} ${String(kind)} ${text(name) ?? String(id)}${of}`;
}
