import Database from "better-sqlite3";
import pg from "pg";

/** Runs SQL behind the service's back, on a connection of its own; the text must suit both engines. */
export async function tamper(url: string, ...statements: string[]): Promise<void> {
  if (url.startsWith("file:")) {
    const db = new Database(url.slice("file:".length));
    db.pragma("foreign_keys = OFF");
    for (const statement of statements) db.exec(statement);
    db.close();
    return;
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("set session_replication_role = replica");
  for (const statement of statements) await client.query(statement);
  await client.end();
}
