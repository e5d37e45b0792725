import Database from "better-sqlite3";
import { query } from "./postgres-cluster.ts";

/** The columns come from the table that was there; reading them takes an hour, and more. */
const sqlite = `create view commitments as select there.* from
  (with recursive c(n) as (select 1 union all select n + 1 from c where n < 1e12) select count(*) from c)
  cross join commitments_there as there`;
const postgres = `create view commitments as select * from commitments_there
  where (select pg_sleep(3600)::text) is not null`;
const away = "alter table commitments rename to commitments_there";
const back = "drop view commitments; alter table commitments_there rename to commitments";

/**
 * Makes every query of commitments run for an hour, in a database that a service has open, as a plan that went wrong
 * would. Answers how to have it as it was; doing that again does nothing.
 */
export async function plantRunaway(url: string): Promise<() => Promise<void>> {
  const isFile = url.startsWith("file:");
  const run = async (text: string) => void (isFile ? change(url, text) : await query(url, text));
  const state = { isThere: true };
  await run(`${away}; ${isFile ? sqlite : postgres}`);
  return async () => {
    if (state.isThere) await run(back);
    state.isThere = false;
  };
}

function change(url: string, text: string): void {
  const db = new Database(url.slice("file:".length), { timeout: 5000 });
  try {
    db.exec(`begin immediate; ${text}; commit`);
  } finally {
    db.close();
  }
}
