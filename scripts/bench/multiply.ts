import { copyFile, rename, rm } from "node:fs/promises";
import Database from "better-sqlite3";
import { gatherStatistics } from "../../src/store/sqlite/connection.ts";

/** Rows that copies have of their own; parties, keys and what is beside the record are there once. */
const copied = `ledger sources snapshots quotes commitments events milestones assessments relations links timeline
  phases spans search_documents`.split(/\s+/);
const idsEach = [0, 1, 1 / 5, 4, 16];
const seqs = /^(seq|tx|since_seq|until_seq|change_set)$/;

/**
 * Makes a database of so many times the commitments of one that was made of the first lines of `data.ts`, as if its
 * lines went on: ids, slugs and the numbers in titles and quotes count on, the rest is repeated. In minutes, where an
 * import of as many takes hours. The lines of the ledger keep the hashes that they had, so `verify` refuses it.
 */
export async function multiply(from: string, to: string, { each, times }: { each: number; times: number }) {
  const part = `${to}.part`;
  for (const left of [part, `${part}-wal`, `${part}-shm`]) await rm(left, { force: true });
  await copyFile(from, part);
  const db = new Database(part);
  try {
    for (const pragma of ["journal_mode = MEMORY", "synchronous = OFF", "cache_size = -500000", "foreign_keys = OFF"])
      db.pragma(pragma);
    db.prepare("attach ? as base").run(from);
    const made = db
      .prepare("select type, name, sql from main.sqlite_master where type in ('index', 'trigger') and sql is not null")
      .all() as { type: string; name: string; sql: string }[];
    for (const { type, name } of made) db.exec(`drop ${type} main."${name}"`);
    addCopies(db, each, times);
    for (const { sql } of made) db.exec(sql);
    db.exec("insert into main.search_index (search_index) values ('rebuild')");
    db.exec("detach base");
    gatherStatistics(db);
    db.pragma("journal_mode = WAL");
  } catch (error) {
    db.close();
    await rm(part);
    throw error;
  }
  db.close();
  await rename(part, to);
}

function addCopies(db: Database.Database, each: number, times: number): void {
  const head = Number(db.prepare("select max(seq) from base.ledger").pluck().get());
  const documents = Number(db.prepare("select max(id) from base.search_documents").pluck().get());
  const state = { copy: 0 };
  const moved = (text: unknown) => (typeof text === "string" ? countOn(text, state.copy * each) : text);
  db.function("moved", moved as (text: unknown) => unknown);
  db.function("moved_words", (text: unknown) => countWordsOn(String(text), state.copy * each));
  const statements = copied.map((table) => {
    const columns = db.prepare(`select name from pragma_table_info('${table}')`).pluck().all() as string[];
    const values = columns.map((name) => {
      if (seqs.test(name)) return `"${name}" + ? * ${head}`;
      if (table === "search_documents" && name === "id") return `id + ? * ${documents}`;
      return /^(title|title_key|labels|body)$/.test(name) ? `moved_words("${name}")` : `moved("${name}")`;
    });
    const kind = columns.find((name) => name === "kind" || name === "from_kind");
    const own = kind ? `where ${kind} <> 'party'` : "";
    const text = `insert into main."${table}" select ${values} from base."${table}" ${own}`;
    return { statement: db.prepare(text), numbers: values.filter((value) => value.includes("?")).length };
  });
  for (state.copy = 1; state.copy < times; state.copy++)
    for (const { statement, numbers } of statements) statement.run(Array(numbers).fill(state.copy));
}

/** Ids, slugs, and the numbers at the end of titles and quotes but not of events, in columns and in JSON. */
function countOn(text: string, by: number): string {
  return text
    .replace(/-7(\d{3})-8000-([0-9a-f]{12})/g, (_, kind: string, n: string) => {
      const counted = Number.parseInt(n, 16) + by * (idsEach[Number(kind)] ?? 0);
      return `-7${kind}-8000-${counted.toString(16).padStart(12, "0")}`;
    })
    .replace(/(?<=^|"slug":")(commitment|source)-(\d+)(?="|$)/g, (_, kind: string, n: string) => {
      return `${kind}-${Number(n) + by * (kind === "source" ? 1 / 5 : 1)}`;
    })
    .replace(/("(?:title|exact)":"[^"]* )(\d+)((?:\.\d)?")/g, (whole, before: string, n: string, after: string) => {
      if (text.includes('"commitmentId"')) return whole;
      return before + (Number(n) + (before.startsWith('"title":"Document') ? by / 5 : by)) + after;
    });
}

/** The same in words as they are searched and sorted by; before a number there, there may be a mark of its kind. */
function countWordsOn(text: string, by: number): string {
  return text
    .replace(
      /(document \p{Co}?|source \p{Co}?)(\d+)$/u,
      (_, before: string, n: string) => before + (Number(n) + by / 5),
    )
    .replace(
      /(?<!document|source|tag| \p{Co}?\d+) (\p{Co}?)(\d+)(?=$| \p{Co}?\d(?: |$))/gu,
      (_, mark: string, n: string) => ` ${mark}${Number(n) + by}`,
    );
}
