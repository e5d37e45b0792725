import { existsSync } from "node:fs";
import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "../../../tests/helpers/postgres-cluster.ts";
import { startCommand } from "../processes.ts";
import { get } from "../rows.ts";
import { type Peer, pagesEach, run, sorts, statuses } from "./peer.ts";

const version = "0.65.5";

async function install(cache: string): Promise<string> {
  const folder = join(cache, `datasette-${version}`);
  if (existsSync(join(folder, "ready"))) return folder;
  await run("python3", ["-m", "venv", folder], cache);
  await run(join(folder, "bin/pip"), ["install", "--quiet", `datasette==${version}`], cache);
  await writeFile(join(folder, "ready"), "");
  return folder;
}

/** It publishes a file that nobody writes to, so it is told that nobody does. */
export const datasette: Peer = {
  name: "Datasette",
  version,
  async start({ cache, folder, flat }) {
    const installed = await install(cache);
    await copyFile(flat, join(folder, "peer.db"));
    const port = await freePort();
    const args = ["serve", "--immutable", "peer.db", "--port", String(port)];
    return await startCommand(join(installed, "bin/datasette"), args, { folder, port, probed: "/-/versions.json" });
  },
  one: (id) => `/peer/commitments/${id}.json?_shape=array`,
  async pages({ port }) {
    const asked: string[] = [];
    for (const status of statuses)
      for (const [, direction] of sorts) {
        const sort = direction === "desc" ? "_sort_desc" : "_sort";
        const list = `/peer/commitments.json?status=${status}&${sort}=stated_on&_size=20&_nocount=1&_nofacet=1&_shape=objects`;
        let next: string | null = "";
        for (let n = 0; n < pagesEach && next !== null; n++) {
          const path: string = next ? `${list}&_next=${encodeURIComponent(next)}` : list;
          asked.push(get(path));
          const answer = await fetch(`http://127.0.0.1:${port}${path}`);
          next = ((await answer.json()) as { next: string | null }).next;
        }
      }
    return asked;
  },
};
