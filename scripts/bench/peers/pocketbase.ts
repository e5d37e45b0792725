import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import Database from "better-sqlite3";
import { freePort } from "../../../tests/helpers/postgres-cluster.ts";
import { startCommand } from "../processes.ts";
import { get, send } from "../rows.ts";
import { indexes, newCommitment, tables } from "./flat.ts";
import { type Peer, pagesEach, run, sorts, statuses } from "./peer.ts";

const version = "0.36.8";

/** PocketBase with its own settings of SQLite, but that its writes are as durable as ours. */
const main = `package main

import (
	"log"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase"
)

const pragmas = "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=journal_size_limit(200000000)" +
	"&_pragma=synchronous(FULL)&_pragma=foreign_keys(ON)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-32000)"

func main() {
	connect := func(path string) (*dbx.DB, error) { return dbx.Open("sqlite", path+pragmas) }
	if err := pocketbase.NewWithConfig(pocketbase.Config{DBConnect: connect}).Start(); err != nil {
		log.Fatal(err)
	}
}
`;

async function install(cache: string): Promise<string> {
  const folder = join(cache, `pocketbase-${version}`);
  const program = join(folder, "pocketbase");
  if (existsSync(program)) return program;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "main.go"), main);
  await writeFile(join(folder, "go.mod"), "module bench\n");
  await run("go", ["get", `github.com/pocketbase/pocketbase@v${version}`], folder);
  await run("go", ["mod", "tidy"], folder);
  await run("go", ["build", "-o", program, "."], folder);
  return program;
}

const json = new Set(["parties", "tags", "sectors", "location", "evidence"]);
const id = {
  ...{ name: "id", type: "text", system: true, primaryKey: true, required: true, autogeneratePattern: "[a-z0-9]{15}" },
  ...{ min: 15, max: 36, pattern: "^[a-z0-9-]+$" },
};
const open = { listRule: "", viewRule: "", createRule: "", updateRule: "" };
const collections = tables.map(([name, [, ...columns]]) => ({
  ...{ name, type: "base", ...open },
  fields: [id, ...columns.map((column) => ({ name: column, type: json.has(column) ? "json" : "text" }))],
  indexes: indexes.filter((index) => index.includes(` on ${name} `)),
}));
const keeper = { identity: "keeper@example.org", password: "bench-bench-bench" };

async function makeCollections(port: number): Promise<void> {
  const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/collections${path}`, {
      ...{ method: "POST", body: JSON.stringify(body) },
      headers: { ...headers, "content-type": "application/json" },
    });
    if (!answer.ok) throw new Error(`PocketBase: ${await answer.text()}`);
    return (await answer.json()) as { token: string };
  };
  const { token } = await post("/_superusers/auth-with-password", keeper);
  for (const collection of collections) await post("", collection, { authorization: token });
}

export const pocketbase: Peer = {
  name: "PocketBase",
  version,
  async start({ cache, folder, flat }) {
    const program = await install(cache);
    const data = ["--dir", join(folder, "data")];
    await run(program, ["superuser", "upsert", keeper.identity, keeper.password, ...data], folder);
    const serve = async () => {
      const port = await freePort();
      const args = ["serve", "--http", `127.0.0.1:${port}`, ...data];
      return await startCommand(program, args, { folder, port, probed: "/api/health" });
    };
    const empty = await serve();
    await makeCollections(empty.port);
    await empty.stop();
    const db = new Database(join(folder, "data/data.db"));
    db.prepare("attach ? as flat").run(flat);
    for (const [name, columns] of tables) {
      const values = columns.map((column) => (json.has(column) ? column : `coalesce(${column}, '')`));
      db.exec(`insert into main.${name} (${columns}) select ${values} from flat.${name}`);
    }
    db.exec("analyze main");
    db.close();
    return await serve();
  },
  one: (of) => `/api/collections/commitments/records/${of}`,
  pages: async () =>
    statuses.flatMap((status) =>
      sorts.flatMap(([, direction]) =>
        Array.from({ length: pagesEach }, (_, n) => {
          const filter = encodeURIComponent(`status='${status}'`);
          const sort = `${direction === "desc" ? "-" : ""}stated_on,id`;
          const page = `page=${n + 1}&perPage=20&skipTotal=1`;
          return get(`/api/collections/commitments/records?filter=${filter}&sort=${sort}&${page}`);
        }),
      ),
    ),
  patch: (of, tags) => send("PATCH", `/api/collections/commitments/records/${of}`, { tags }, ""),
  create: (n) => send("POST", "/api/collections/commitments/records", newCommitment(n), ""),
};
