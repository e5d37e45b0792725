import type Database from "better-sqlite3";
import pg from "pg";
import { messageOf, OpenError } from "./engine/faults.ts";
import { describeServer } from "./postgres/engine.ts";
import { runOn } from "./postgres/run.ts";
import { getTableName } from "./schema/drizzle.ts";
import { built, type SQL } from "./schema/sql.ts";
import { type TableOf, type Tables, tables } from "./schema/tables.ts";
import type { Row } from "./sql/row.ts";
import { insertText, parametersOf } from "./sql/rows.ts";
import type { Steps } from "./sql/statement.ts";
import { sqliteEngine } from "./sqlite/engine.ts";

/** One connection, to read a whole database or to fill one. Closing it takes back what was not committed. */
export interface Session {
  tables: Tables;
  run: <T>(steps: Steps<T>) => Promise<T>;
  /** The rows of a query, `size` at a time; the rest waits in the database. */
  pages: (query: SQL, size: number) => AsyncIterable<Row[]>;
  insert: (of: TableOf, rows: readonly unknown[][]) => Promise<void>;
  commit: () => Promise<void>;
  close: () => Promise<void>;
}

/** Runs one statement. */
export async function ask(session: Session, query: SQL): Promise<Row[]> {
  return session.run(single(query));
}

function* single(query: SQL): Steps<Row[]> {
  return yield query;
}

/** A session over an SQLite connection of its own. */
export function sqliteSession(db: Database.Database): Session {
  const engine = sqliteEngine(db);
  return {
    tables: engine.tables,
    run: engine.read,
    pages: async function* (query, size) {
      let page: Row[] = [];
      for (const row of db.prepare<unknown[], Row>(built(query, "sqlite").text).iterate()) {
        if (page.push(row) < size) continue;
        yield page;
        page = [];
      }
      if (page.length > 0) yield page;
    },
    insert: async (of, rows) => {
      const statement = db.prepare(insertText(of, 1, () => "?"));
      for (const row of rows) statement.run(...parametersOf(row, of));
    },
    commit: async () => {
      db.exec("commit");
    },
    close: engine.close,
  };
}

/** A session over a PostgreSQL connection of its own, for work as long as it takes. @throws OpenError */
export async function connect(url: string): Promise<Session> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    application_name: "servanda whole",
    keepAlive: true,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("set statement_timeout = 0; set idle_in_transaction_session_timeout = 0");
  } catch (error) {
    throw new OpenError(`Cannot open the database at ${describeServer(url)}: ${messageOf(error)}`, { cause: error });
  }
  return pgSession(client);
}

function pgSession(client: pg.Client): Session {
  return {
    tables: tables.postgresql,
    run: (steps) => runOn(client, steps),
    pages: async function* (query, size) {
      await client.query(`declare pages no scroll cursor for ${built(query, "postgresql").text}`);
      for (;;) {
        const { rows } = await client.query<Row>(`fetch ${size} from pages`);
        if (rows.length > 0) yield rows;
        if (rows.length < size) break;
      }
      await client.query("close pages");
    },
    insert: async (of, rows) => {
      const name = `${getTableName(of.table)} ${rows.length}`;
      const values = rows.flatMap((row) => parametersOf(row, of));
      await client.query({ name, text: insertText(of, rows.length, (n) => `$${n}`), values });
    },
    commit: async () => {
      await client.query("commit");
      await client.query("analyze").catch(() => {});
    },
    close: () => client.end().catch(() => {}),
  };
}
