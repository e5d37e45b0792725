import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { backUp, manifestOf } from "../backups/backup.ts";
import { backupName } from "../backups/folder.ts";
import { type Command, databasePath, print, readOptions } from "./command.ts";

export const backup: Command = {
  usage: "[--to PATH] [--json]",
  summary: "copy the SQLite database to a checked file, while the service goes on",
  details: `  --to PATH   the new file, or a folder, where it is named by the time. Without it: BACKUP_DIR,
              or the folder backups beside the database
  --json      the manifest, on one line

Beside the file comes a manifest, PATH.json: its SHA-256, the ledger's head, the rows of each table. Never copy a database file
by other means while the service runs: its newest writes are still in the -wal file.
PostgreSQL has tools of its own, pg_dump and pg_basebackup; this command is for SQLite.`,
  run: async (args, terminal) => {
    const { to, json } = readOptions(args, { to: { type: "string" }, json: { type: "boolean" } });
    const config = terminal.readConfig();
    const database = databasePath(config.databaseUrl, "pg_dump --format=custom, or pg_basebackup");
    const now = new Date();
    const place = resolve(to ?? config.backupDir ?? join(dirname(database), "backups"));
    const isFolder = to === undefined || to.endsWith("/") || (existsSync(place) && statSync(place).isDirectory());
    const target = isFolder ? join(place, backupName(now)) : place;
    const manifest = await backUp(database, target, now);
    const { bytes, head } = manifest;
    const said = `Wrote ${target}, ${bytes} bytes, and ${manifestOf(target)}\nThe ledger's head: ${head.seq}:${head.hash}`;
    print(terminal, json ? JSON.stringify({ path: target, ...manifest }) : said);
    return 0;
  },
};
