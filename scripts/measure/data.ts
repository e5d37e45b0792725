import { query } from "../../tests/helpers/postgres-cluster.ts";

const tables =
  "sources snapshots quotes commitments events milestones assessments relations links timeline phases ledger".split(
    " ",
  );
const uuid = "[0-9a-f]{8}(-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12})";

/**
 * Clones the records of the seeds in the order of time: same words, new ids, slugs and ledger lines. The hash chain is
 * not valid afterwards.
 */
export async function multiply(url: string, times: number): Promise<void> {
  const [base] = await query(url, "select min(id) as id, (select max(seq) from ledger) as seq from commitments");
  const moment = Number.parseInt(String(base?.id).slice(0, 8), 16);
  for (const table of tables) {
    const columns = await query(
      url,
      `select column_name as name from information_schema.columns where table_name = '${table}' order by ordinal_position`,
    );
    const values = columns.map(({ name }) =>
      /^(seq|tx|since_seq)$/.test(String(name)) ? `r."${name}" + k * ${base?.seq}` : `r."${name}"`,
    );
    await query(
      url,
      `insert into ${table} select ${values} from generate_series(1, ${times - 1}) k, ${table} t,
        lateral regexp_replace(row_to_json(t)::text, '${uuid}', lpad(to_hex(${moment} + k), 8, '0') || '\\1', 'g') as renamed,
        lateral regexp_replace(renamed, '"slug":"([^"]+)"', '"slug":"\\1-' || k || '"') as unique_one,
        lateral json_populate_record(null::${table}, unique_one::json) r
        ${table === "ledger" ? "where t.kind <> 'party'" : ""} order by k`,
    );
  }
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
