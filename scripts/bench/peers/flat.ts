import { rmSync } from "node:fs";
import Database from "better-sqlite3";

/** The record as a back end that knows nothing of commitments holds it: three tables, lists as JSON. */
const columns = {
  commitments: `id slug title summary type firmness status stated_on due_earliest due_latest fulfilment corroboration
    promisor parties tags sectors location created_at updated_at`.split(/\s+/),
  events: "id commitment_id type date title description evidence recorded_at".split(" "),
  quotes: "id commitment_id source_id language exact translation".split(" "),
};
export type Flat = keyof typeof columns;
export const tables = Object.entries(columns) as [Flat, string[]][];

/** What a sensible user gives such a back end for what is asked of it. */
export const indexes = [
  "create unique index commitments_slug on commitments (slug)",
  "create index commitments_status on commitments (status, stated_on, id)",
  "create index commitments_type on commitments (type, stated_on, id)",
  "create index events_commitment on events (commitment_id)",
  "create index quotes_commitment on quotes (commitment_id)",
];

/** Writes the records of a database of ours, made by an import, into an SQLite file of three tables. */
export function flatten(from: string, to: string): void {
  const source = new Database(from, { readonly: true });
  const records = source.prepare("select kind, data from ledger where kind in ('commitment', 'event', 'quote')");
  const lines = records.all() as { kind: string; data: string }[];
  source.close();
  rmSync(to, { force: true });
  const db = new Database(to);
  db.pragma("journal_mode = WAL");
  for (const [name, [id, ...others]] of tables)
    db.exec(`create table ${name} (${id} text primary key not null, ${others.map((column) => `${column} text`)})`);
  const inserts = new Map(
    tables.map(([name, of]) => [`${name}`, db.prepare(`insert into ${name} values (${of.map(() => "?")})`)]),
  );
  const read = lines.map(({ kind, data }) => ({ kind, data: JSON.parse(data) as Record<string, unknown> }));
  const holders = new Map(
    read.flatMap(({ kind, data }) =>
      kind === "commitment" ? (data.quotes as string[]).map((id) => [id, data.id] as const) : [],
    ),
  );
  db.transaction(() => {
    for (const { kind, data } of read) {
      const all: Record<string, unknown> = {
        ...data,
        ...(kind === "quote" && { commitmentId: holders.get(`${data.id}`) }),
      };
      if (kind === "commitment") Object.assign(all, beside(data));
      const of = columns[`${kind}s` as Flat];
      inserts.get(`${kind}s`)?.run(...of.map((column) => plain(all[camel(column)])));
    }
  })();
  for (const index of indexes) db.exec(index);
  db.exec("analyze");
  db.pragma("wal_checkpoint(truncate)");
  db.close();
}

function beside({ due, parties }: Record<string, unknown>) {
  const { earliest = null, latest = null } = (due ?? {}) as { earliest?: string; latest?: string };
  const promisor = (parties as { party: string; role: string }[]).find(({ role }) => role === "promisor")?.party;
  return { dueEarliest: earliest, dueLatest: latest, promisor };
}

const camel = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
const plain = (value: unknown) =>
  value !== null && typeof value === "object" ? JSON.stringify(value) : (value ?? null);

/** A commitment as a client of such a back end sends it. */
export const newCommitment = (n: number) => ({
  slug: `bench-${Date.now().toString(36)}-${n}`,
  ...{ title: `Open border port ${n}`, summary: "", type: "trade", firmness: "pledge", status: "stated" },
  ...{ fulfilment: "not_assessed", corroboration: "none", promisor: "AFG" },
});
export const idOfNew = (n: number) =>
  `02${Date.now().toString(16).padStart(12, "0")}-${n.toString(16).padStart(12, "0")}`;
