import { workerData } from "node:worker_threads";
import { openSqlite } from "./sqlite.ts";

const db = openSqlite(String(workerData));
db.pragma("wal_checkpoint(PASSIVE)");
db.close();
