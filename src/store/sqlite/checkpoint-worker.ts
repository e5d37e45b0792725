import { workerData } from "node:worker_threads";
import { gatherStatistics, openSqlite } from "./connection.ts";
import { waiting } from "./log-mover.ts";

/** Moves the log of an SQLite database into its file, as far as no reader needs it (sqlite.org/wal.html#ckpt). */
const { path, gathers } = workerData as { path: string; gathers: boolean };
const db = openSqlite(path);
if (gathers) gatherStatistics(db);
// What is written meanwhile is less each time: in the end, the log can begin anew.
for (let n = 0; n < 3; n++) {
  db.pragma("wal_checkpoint(PASSIVE)");
  if (waiting(db) < 100) break;
}
db.close();
