import { existsSync } from "node:fs";
import { copyFile, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../../../tests/helpers/postgres-cluster.ts";
import { startCommand } from "../processes.ts";
import { get, send } from "../rows.ts";
import { idOfNew, newCommitment } from "./flat.ts";
import { type Peer, pagesEach, run, sorts, statuses } from "./peer.ts";

const version = "3.67.0";
const driver = dirname(fileURLToPath(import.meta.resolve("better-sqlite3/package.json")));

/** With our own build of better-sqlite3, which it uses too, so that neither has the quicker SQLite. */
async function install(cache: string): Promise<string> {
  const folder = join(cache, `platformatic-${version}`);
  if (existsSync(join(folder, "ready"))) return folder;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const packages = [`@platformatic/db@${version}`, `wattpm@${version}`];
  await run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", ...packages], folder);
  await rm(join(folder, "node_modules/better-sqlite3"), { recursive: true });
  await symlink(driver, join(folder, "node_modules/better-sqlite3"));
  await writeFile(join(folder, "ready"), "");
  return folder;
}

/** Its writes are made as durable as ours. */
const durable = `export default async (app) => {
  const { db, sql } = app.platformatic;
  await db.query(sql\`pragma synchronous = FULL\`);
};
`;

export const platformatic: Peer = {
  name: "Platformatic DB",
  version,
  async start({ cache, folder, flat }) {
    await symlink(join(await install(cache), "node_modules"), join(folder, "node_modules"));
    await copyFile(flat, join(folder, "peer.db"));
    const port = await freePort();
    const config = {
      $schema: `https://schemas.platformatic.dev/@platformatic/db/${version}.json`,
      module: "@platformatic/db",
      db: { connectionString: "sqlite://./peer.db", openapi: true, graphql: false },
      plugins: { paths: ["./durable.js"] },
      server: { hostname: "127.0.0.1", port },
      runtime: { logger: { level: "error" } },
    };
    await writeFile(join(folder, "durable.js"), durable);
    await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
    await writeFile(join(folder, "watt.json"), JSON.stringify(config));
    const args = [join(folder, "node_modules/wattpm/bin/cli.js"), "start"];
    return await startCommand(process.execPath, args, { folder, port, probed: "/commitments/?limit=1" });
  },
  one: (id) => `/commitments/${id}`,
  pages: async () =>
    statuses.flatMap((status) =>
      sorts.flatMap(([column, direction]) =>
        Array.from({ length: pagesEach }, (_, n) =>
          get(
            `/commitments/?where.status.eq=${status}&orderby.${column}=${direction}&orderby.id=asc&limit=20&offset=${n * 20}`,
          ),
        ),
      ),
    ),
  patch: (id, tags) => send("PUT", `/commitments/${id}`, { tags: JSON.stringify(tags) }, ""),
  create: (n) => send("POST", "/commitments/", { id: idOfNew(n), ...newCommitment(n) }, ""),
};
