import { workerData } from "node:worker_threads";
import { openSqlite } from "./connection.ts";

/**
 * Writes an SQLite file anew without what was deleted, of which pages and the index of words keep pieces, and empties
 * its log, which keeps them too (https://sqlite.org/lang_vacuum.html).
 */
const db = openSqlite(String(workerData));
db.pragma("busy_timeout = 5000");
db.exec("insert into search_index (search_index) values ('optimize')");
db.exec("vacuum");
const [left] = db.pragma("wal_checkpoint(TRUNCATE)") as { busy: number }[];
db.close();
if (left?.busy !== 0) process.exit(1);
