import { workerData } from "node:worker_threads";
import Database from "better-sqlite3";

/** Moves what is in the log of an SQLite database into its file, as far as nobody reads it (https://sqlite.org/wal.html#ckpt). */
const db = new Database(String(workerData));
db.pragma("synchronous = FULL");
db.pragma("wal_checkpoint(PASSIVE)");
db.close();
