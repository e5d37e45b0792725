import type { StoredMark } from "../../domain/promise-mark.ts";
import type { MarksQuery, PromiseMarks } from "../port/promise-marks.ts";
import { among, sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import type { Row } from "./row.ts";
import { decode, type Engine, insertInto, type Steps, selectFrom } from "./statement.ts";

/** Marks of promises: each function is the whole of one method of the port. */

const asMark =
  ({ promiseMarks }: Tables) =>
  (row: Row): StoredMark =>
    decode(row, promiseMarks) as unknown as StoredMark;
const columnsOf = ({ promiseMarks }: Tables) => promiseMarks.columns as Record<string, never>;

function* putMark(tables: Tables, mark: StoredMark): Steps<void> {
  yield sql`delete from ${tables.promiseMarks.table} where ${columnsOf(tables).id} = ${mark.id}`;
  yield insertInto(tables.promiseMarks, mark as unknown as Row);
}

function* getMark(tables: Tables, id: string): Steps<StoredMark | null> {
  const [row] = yield sql`${selectFrom(tables.promiseMarks)} where ${columnsOf(tables).id} = ${id}`;
  return row ? asMark(tables)(row) : null;
}

function* listMarks(
  tables: Tables,
  { sourceId, sha256, verdicts, byId, after, limit }: MarksQuery,
): Steps<StoredMark[]> {
  const columns = columnsOf(tables);
  const conditions = [sql`(${columns.verdict} <> 'stopped' or ${columns.byId} = ${byId})`];
  if (sourceId !== undefined) conditions.push(sql`${columns.sourceId} = ${sourceId}`);
  if (sha256 !== undefined) conditions.push(sql`${columns.sha256} = ${sha256}`);
  if (verdicts !== undefined) conditions.push(among(sql`${columns.verdict}`, verdicts));
  if (after) conditions.push(sql`(${columns.at}, ${columns.id}) > (${after[0]}, ${after[1]})`);
  const rows = yield sql`${selectFrom(tables.promiseMarks)} where ${sql.join(conditions, sql` and `)}
    order by ${columns.at}, ${columns.id} limit ${limit}`;
  return rows.map(asMark(tables));
}

function* deleteMark(tables: Tables, id: string): Steps<boolean> {
  const [row] =
    yield sql`delete from ${tables.promiseMarks.table} where ${columnsOf(tables).id} = ${id} returning 1 as gone`;
  return row !== undefined;
}

function* judgedMarks(tables: Tables, language: string, limit: number): Steps<StoredMark[]> {
  const columns = columnsOf(tables);
  const rows = yield sql`${selectFrom(tables.promiseMarks)} where ${columns.language} = ${language}
    and ${columns.verdict} in ('accepted', 'rejected') order by ${columns.at} desc limit ${limit}`;
  return rows.map(asMark(tables));
}

/** Marks on an engine. */
export function promiseMarksOn(engine: Engine): PromiseMarks {
  const { tables } = engine;
  return {
    put: (mark) => engine.write(() => putMark(tables, mark)),
    get: (id) => engine.read(getMark(tables, id)),
    list: (query) => engine.read(listMarks(tables, query)),
    delete: (id) => engine.write(() => deleteMark(tables, id)),
    judged: (language, limit) => engine.read(judgedMarks(tables, language, limit)),
  };
}
