import { resolve } from "node:path";
import { restoreFrom } from "../backups/restore.ts";
import { databaseSettings } from "../config/database-settings.ts";
import { withClaim } from "../store/sqlite/lock.ts";
import { type Command, databasePath, print, readOptions, UsageError } from "./command.ts";
import { progressPrinter } from "./progress.ts";

export const restore: Command = {
  usage: "--from PATH [--force] [--no-manifest] [--json]",
  summary: "check a backup, and put it in the place of the SQLite database",
  details: `  --from PATH     the backup; its manifest is PATH.json
  --force         put a database that is there aside, as FILE.replaced-TIME, instead of refusing
  --no-manifest   take a backup that has no manifest, such as one that Litestream restored
  --json          one JSON object: head, records, aside

Checks first: the checksum, every page, the schema, the ledger's hash chain, every table against the ledger. Stop the service
before. A backup of an older version gets the schema of this one; the backup itself is never changed.
PostgreSQL has tools of its own, pg_restore among them; this command is for SQLite.`,
  run: async (args, terminal) => {
    const options = readOptions(args, {
      from: { type: "string" },
      force: { type: "boolean", default: false },
      "no-manifest": { type: "boolean", default: false },
      json: { type: "boolean" },
    });
    if (options.from === undefined) throw new UsageError("--from PATH is missing: which backup?");
    const { databaseUrl } = terminal.readConfig();
    const to = databasePath(databaseUrl, "pg_restore");
    if (databaseUrl === databaseSettings.databaseUrl.default) terminal.errors.write(`${unsetPlace(to)}\n`);
    const wish = {
      from: resolve(options.from),
      to,
      force: options.force,
      withoutManifest: options["no-manifest"],
      now: new Date(),
      progress: progressPrinter(terminal.errors),
    };
    const { verified, aside } = await withClaim(databaseUrl, () => restoreFrom(wish));
    const { head } = verified;
    const moved = aside === null ? "" : `\nThe database that was there is now ${aside}`;
    const said = `Restored ${to}, where DATABASE_URL leads. The ledger's head: ${head.seq}:${head.hash}${moved}`;
    print(terminal, options.json ? JSON.stringify({ path: to, ...verified, aside }) : said);
    return 0;
  },
};

const unsetPlace = (path: string): string =>
  `This goes to ${path}, since DATABASE_URL is not set. A service that has other settings does not read that file.`;
