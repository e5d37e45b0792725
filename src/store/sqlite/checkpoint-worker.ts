import { workerData } from "node:worker_threads";
import Database from "better-sqlite3";

/** Moves the log of an SQLite database into its file, as far as no reader needs it (sqlite.org/wal.html#ckpt). */
const db = new Database(String(workerData));
db.pragma("synchronous = FULL");
db.pragma("wal_checkpoint(PASSIVE)");
db.close();
