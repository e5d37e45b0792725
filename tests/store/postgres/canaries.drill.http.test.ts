import { expect, inject, it } from "vitest";
import { canary, searchForSecrets } from "../../helpers/canary-service.ts";
import { query } from "../../helpers/postgres-cluster.ts";
import { createDatabase } from "../../helpers/postgres-server.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

it("no secret is in anything that the service answers, sends, logs or writes for others, on PostgreSQL", async () => {
  const { path: folder, remove } = await temporaryFolder();
  const { url, drop } = await createDatabase(inject("postgresUrl"));
  const [password, other] = [canary(), canary()];
  await query(url, `create role canary superuser login password '${password}'`);
  const { host, pathname } = new URL(url);
  const own = `postgres://canary:${password}@${host}${pathname}`;
  const all = await searchForSecrets(
    {
      url: own,
      env: { DATABASE_DIRECT_URL: own, DATABASE_REPLICA_URLS: `postgres://canary:${other}@127.0.0.1:1/replica` },
      secrets: [password, other],
      ownSecrets: async () => (await query(url, "select value from secrets")).map(({ value }) => String(value)),
      breakTable: (name) => query(url, `alter table ${name} rename to gone_${name}`),
    },
    folder,
  );
  expect(all.leaks()).toEqual([]);
  expect(all.places()).toBeGreaterThan(500);
  expect([...all.statuses]).toEqual(expect.arrayContaining([200, 201, 400, 401, 403, 404, 413, 415, 422, 500]));
  await drop();
  await query(`${inject("postgresUrl")}/postgres`, "drop role canary");
  await remove();
}, 300_000);
