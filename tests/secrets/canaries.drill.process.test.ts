import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { searchForSecrets } from "../helpers/canary-service.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

it("no secret is in anything that the service answers, sends, logs or writes for others", async () => {
  const { path: folder, remove } = await temporaryFolder();
  const path = join(folder, "servanda.db");
  const inFile = <T>(work: (db: Database.Database) => T): T => {
    const db = new Database(path, { timeout: 5000 });
    try {
      return work(db);
    } finally {
      db.close();
    }
  };
  const all = await searchForSecrets(
    {
      url: `file:${path}`,
      env: { BACKUP_DIR: join(folder, "backups") },
      ownSecrets: async () => inFile((db) => db.prepare<[], string>("select value from secrets").pluck().all()),
      breakTable: async (name) => inFile((db) => db.exec(`alter table ${name} rename to gone_${name}`)),
    },
    folder,
  );
  expect(all.leaks()).toEqual([]);
  expect(all.places()).toBeGreaterThan(500);
  expect([...all.statuses]).toEqual(expect.arrayContaining([200, 201, 400, 401, 403, 404, 413, 415, 422, 500]));
  await remove();
}, 300_000);
