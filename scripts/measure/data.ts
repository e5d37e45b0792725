import { query } from "../../tests/helpers/postgres-cluster.ts";

/** The largest first. */
const tables = `search_documents ledger links quotes timeline sources events commitments spans phases milestones
  snapshots assessments relations`.split(/\s+/);
const uuid = "[0-9a-f]{8}(-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12})";

/**
 * Clones the records of the seeds in the order of time: same words, new ids, slugs and ledger lines. The hash chain is
 * not valid afterwards. Keys and indexes are made when all rows are there, which takes a fifth of the time.
 */
export async function multiply(url: string, times: number): Promise<void> {
  const [base] = await query(
    url,
    `select min(id) as id, (select max(seq) from ledger) as seq, (select max(id) from search_documents) as documents
      from commitments`,
  );
  const moment = Number.parseInt(String(base?.id).slice(0, 8), 16);
  const clone = async (table: string) => {
    const columns = await query(
      url,
      `select column_name as name from information_schema.columns
        where table_name = '${table}' and is_generated = 'NEVER' order by ordinal_position`,
    );
    const names = columns.map(({ name }) => `"${name}"`);
    const values = names.map((name) => {
      if (table === "search_documents" && name === '"id"') return `r.id + k * ${base?.documents}`;
      return /^"(seq|tx|since_seq|until_seq)"$/.test(name) ? `r.${name} + k * ${base?.seq}` : `r.${name}`;
    });
    const kind = columns.find(({ name }) => name === "kind" || name === "from_kind")?.name;
    await query(
      url,
      `insert into ${table} (${names}) select ${values} from generate_series(1, ${times - 1}) k, ${table} t,
        lateral regexp_replace(row_to_json(t)::text, '${uuid}', lpad(to_hex(${moment} + k), 8, '0') || '\\1', 'g') as renamed,
        lateral regexp_replace(renamed, '"slug":"([^"]+)"', '"slug":"\\1-' || k || '"') as unique_one,
        lateral json_populate_record(null::${table}, unique_one::json) r
        ${kind ? `where t.${kind} <> 'party'` : ""} order by k`,
    );
  };
  const index = await dropIndexes(url);
  await inTurns(tables, clone);
  await index();
}

/** Takes keys and indexes off the tables; what is returned makes them again. */
async function dropIndexes(url: string): Promise<() => Promise<void>> {
  const names = tables.map((table) => `'${table}'::regclass`).join(", ");
  const constraints = await query(
    url,
    `select conrelid::regclass as on, conname as name, contype as type, pg_get_constraintdef(oid) as is from pg_constraint
      where contype in ('p', 'u', 'f') and (conrelid in (${names}) or confrelid in (${names})) order by contype = 'f'`,
  );
  for (const { on, name } of constraints.toReversed()) await query(url, `alter table ${on} drop constraint "${name}"`);
  const indexes = await query(
    url,
    `select indexrelid::regclass as name, pg_get_indexdef(indexrelid) as is from pg_index where indrelid in (${names})`,
  );
  for (const { name } of indexes) await query(url, `drop index ${name}`);
  const add = (rows: typeof constraints) =>
    rows.map(({ on, name, is }) => `alter table ${on} add constraint "${name}" ${is}`);
  const isKey = ({ type }: Record<string, unknown>) => type !== "f";
  return async () => {
    for (const made of [add(constraints.filter(isKey)), indexes.map(({ is }) => String(is))])
      await inTurns(made, (text) => query(url, `set maintenance_work_mem = '512MB'; ${text}`));
    for (const text of add(constraints.filter((each) => !isKey(each)))) await query(url, text);
  };
}

/** Two at once. */
async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const left = [...items];
  const next = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all([next(), next()]);
}

export interface Size {
  rows: number;
  data: number;
  indexes: number;
}

/** Bytes of each table, the largest first. TOAST counts as data. */
export async function sizes(url: string): Promise<Map<string, Size>> {
  await query(url, "vacuum analyze");
  const found = await query(
    url,
    `select relname as name, reltuples::bigint as rows, pg_table_size(oid) as data, pg_indexes_size(oid) as indexes
      from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by pg_total_relation_size(oid) desc`,
  );
  return new Map(
    found.map(({ name, rows, data, indexes }) => [
      String(name),
      { rows: Number(rows), data: Number(data), indexes: Number(indexes) },
    ]),
  );
}

export function total(of: ReadonlyMap<string, Size>): number {
  return [...of.values()].reduce((sum, { data, indexes }) => sum + data + indexes, 0);
}
