import { resolve } from "node:path";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import { buildApp } from "./app.ts";
import { type Backups, scheduleBackups } from "./backups/schedule.ts";
import { type Config, ConfigError } from "./config/config.ts";
import { OperatorError } from "./errors/errors.ts";
import { sqlitePath } from "./files/database-url.ts";
import { firstKey, presetKey } from "./keys/bootstrap.ts";
import { builtPages } from "./pages/built.ts";
import { systemContext } from "./records/context.ts";
import { loadKnownParties, loadSeeds } from "./seeds.ts";
import { stopOnSignals } from "./shutdown.ts";
import { openStore } from "./store/open.ts";
import type { Store } from "./store/port/store.ts";
import type { Replicas } from "./store/postgres/replicas.ts";
import { claimDatabase } from "./store/sqlite/lock.ts";

/** A start that failed, in words for the operator. */
export class StartError extends OperatorError {}

/** A running process: where it listens, and how to stop it. */
export interface Running {
  app: FastifyInstance;
  address: string;
  /** The text of the first admin key, where this start has made it: to be shown once. */
  firstKey: string | null;
  close: () => Promise<void>;
}

/**
 * Opens the store, listens, and stops in reverse on a signal (see shutdown.ts).
 * @throws ConfigError when BACKUP_DIR is set beside PostgreSQL; StartError when the address cannot be listened on;
 * OpenError when the database cannot be opened
 */
export async function start(config: Config): Promise<Running> {
  const held: { backups?: Backups } = {};
  if (config.backupDir !== undefined && sqlitePath(config.databaseUrl) === null)
    throw new ConfigError("BACKUP_DIR is for SQLite. Back PostgreSQL up with its own pg_dump or pg_basebackup.");
  const claim = claimDatabase(config.databaseUrl);
  // An error that nobody catches stops the process: see shutdown.ts.
  const whenDamaged = (error: Error) => void Promise.reject(error);
  const store = await openStore(config.databaseUrl, {
    ...{ ...config, usesItsClock: true, ownsFile: true, whenDamaged },
    furnish: (opened) => furnish(opened, config),
  });
  const replicas = await replicasOf(store, config);
  const pages = builtPages();
  const app = await buildApp({ store, replicas, config, pages, backups: () => held.backups?.state() });
  if (pages === null)
    app.log.warn("the pages are not built: `npm run build` does that; until then, `/` is a plain page");
  replicas?.watch(({ place, state }) => app.log.warn({ replica: place, state }, "state of a replica"));
  app.addHook("onClose", async () => {
    await replicas?.close();
    const stopped = held.backups?.stop();
    await store.close();
    claim.release();
    await stopped;
  });
  if (config.adminKey !== undefined) await preset(app, store, config);
  const address = await listen(app, config);
  const made = await firstKey(systemContext(store, config, "start")).catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  if (config.backupDir !== undefined) held.backups = await planBackups(config, app.log);
  return { app, address, firstKey: made, close: stopOnSignals(app, config) };
}

async function replicasOf(
  store: Store,
  { databaseReplicaUrls: urls, databasePoolSize: poolSize }: Config,
): Promise<Replicas | undefined> {
  if (urls.length === 0) return undefined;
  const { openReplicas } = await import("./store/postgres/replicas.ts");
  return await openReplicas(store, urls, { poolSize });
}

async function preset(app: FastifyInstance, store: Store, config: Config): Promise<void> {
  const fault = await presetKey(systemContext(store, config, "start"), config.adminKey ?? "");
  if (fault !== null) app.log.warn(fault);
}

function planBackups(config: Config, log: FastifyBaseLogger): Promise<Backups> {
  const { databaseUrl, backupDir = "", backupEveryMs: everyMs, backupKeep: keep } = config;
  const database = sqlitePath(databaseUrl) ?? "";
  return scheduleBackups({ database, folder: resolve(backupDir), everyMs, keep, log });
}

/**
 * The states and the usual organisations are always there; the seeds come into a database that has no commitment yet,
 * nor ever had one.
 */
async function furnish(store: Store, config: Config): Promise<void> {
  const ctx = systemContext(store, config, "seeds");
  const isEmpty = (await store.head()).seq === 0;
  if (config.seed && isEmpty) await loadSeeds(ctx);
  else await loadKnownParties(ctx);
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<string> {
  try {
    return await app.listen({ host, port, listenTextResolver: () => "listening" });
  } catch (error) {
    await app.close();
    throw new StartError(listenFault(error, host, port), { cause: error });
  }
}

function listenFault(error: unknown, host: string, port: number): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE")
    return `Port ${port} on ${host} is taken. Set PORT to a free one, such as PORT=${port + 1}.`;
  if (code === "EACCES") return `Port ${port} may not be listened on by this user. Set PORT to 1024 or above.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") return `HOST=${host} is not an address of this machine.`;
  return `Cannot listen on ${host}:${port}: ${message}`;
}
