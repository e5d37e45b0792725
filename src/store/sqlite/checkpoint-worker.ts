import { workerData } from "node:worker_threads";
import { gatherStatistics, openSqlite } from "./connection.ts";

/** Moves the log of an SQLite database into its file, as far as no reader needs it (sqlite.org/wal.html#ckpt). */
const { path, gathers } = workerData as { path: string; gathers: boolean };
const db = openSqlite(path);
if (gathers) gatherStatistics(db);
db.pragma("wal_checkpoint(PASSIVE)");
db.close();
