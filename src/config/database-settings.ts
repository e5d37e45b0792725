import { z } from "zod";
import { databaseUrl, interval, isPostgres, replicaUrls, truth, whole } from "./setting-readers.ts";
import { variable } from "./variable.ts";

/** Where the record is kept: the database, answers in memory, backups. */
export const databaseSettings = {
  databaseUrl: {
    ...variable("DATABASE_URL", "file:./data/servanda.db", "`file:PATH` (SQLite) or `postgres://...`", databaseUrl),
    isUrl: true,
  },
  databaseReplicaUrls: {
    ...variable(
      "DATABASE_REPLICA_URLS",
      "",
      "read replicas of a PostgreSQL database, `postgres://...` separated by commas; they answer reads",
      replicaUrls,
    ),
    secret: true,
  },
  databasePoolSize: variable(
    "DATABASE_POOL_SIZE",
    "10",
    "connections that a process holds to each PostgreSQL server, at most",
    whole(1, 1000),
  ),
  databaseDirectUrl: {
    ...variable(
      "DATABASE_DIRECT_URL",
      "",
      "where PostgreSQL itself listens, if `DATABASE_URL` leads to a pooler such as PgBouncer: migrations need it",
      z.string().refine(isPostgres, "write postgres://...").optional(),
    ),
    secret: true,
  },
  cacheBytes: variable(
    "CACHE_BYTES",
    "67108864",
    "memory for ready answers to reads, in bytes; `0`: none are kept",
    whole(0, 9_999_999_999),
  ),
  seed: variable("SEED", "true", "load the seeds when the database is empty", truth),
  backupDir: variable(
    "BACKUP_DIR",
    "",
    "folder for scheduled backups of the SQLite file; empty: none are made",
    z.string().optional(),
  ),
  backupEveryMs: variable(
    "BACKUP_EVERY",
    "P1D",
    "time from one to the next: an ISO 8601 duration such as `PT6H`, or minutes",
    interval,
  ),
  backupKeep: variable("BACKUP_KEEP", "7", "how many of them are kept", whole(1, 100_000)),
} as const;
