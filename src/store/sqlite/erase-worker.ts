import { workerData } from "node:worker_threads";
import { openSqlite } from "./connection.ts";

/**
 * Writes an SQLite file anew without what was deleted, of which pages and the index of words keep pieces, and empties
 * its log, which keeps them too (https://sqlite.org/lang_vacuum.html). Statistics of kind 4 are samples of values.
 */
const db = openSqlite(String(workerData));
db.pragma("busy_timeout = 5000");
db.exec("insert into search_index (search_index) values ('optimize')");
const samples = db.prepare("select 1 from sqlite_schema where name = 'sqlite_stat4'").get();
if (samples !== undefined) db.exec("delete from sqlite_stat4");
db.exec("vacuum");
const [left] = db.pragma("wal_checkpoint(TRUNCATE)") as { busy: number }[];
db.close();
if (left?.busy !== 0) process.exit(1);
