import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openSqliteReadonly } from "../../src/store/sqlite/connection.ts";
import { runProcess } from "../../tests/helpers/command-line.ts";
import { startClients } from "./clients.ts";
import { checkLedger, findingsIn } from "./ledger.ts";
import { key, type Outcome, type Plan, randomFrom, settings, spread, timed } from "./plan.ts";
import { startApi } from "./process.ts";

const writers = 4;
const leastLifeMs = 50;

/** Kills the process with -9 again and again, while it is written to, and looks after each at what it left behind. */
export async function drillKills({ folder, kills, lifeMs, seed }: Plan): Promise<Outcome> {
  const path = join(folder, "servanda.db");
  const env = { ...settings, DATABASE_URL: `file:${path}` };
  const api = await startApi(env);
  const known = lookAt(path).codes;
  const clients = startClients({ apis: [api], key, writers, readers: 0 });
  const random = randomFrom(seed);
  const restarts: number[] = [];
  const breaches = { lost: 0, unsent: 0, damaged: 0, broken: 0 };
  try {
    while (restarts.length < kills) {
      await pause(leastLifeMs + random() * (lifeMs - leastLifeMs));
      await api.kill();
      const { acknowledged, sent } = clients.soFar;
      const { codes, integrity } = lookAt(path);
      breaches.lost += acknowledged.difference(codes).size;
      breaches.unsent += codes.difference(sent).difference(known).size;
      if (integrity !== "ok") breaches.damaged += 1;
      breaches.broken += (await findingsIn(env.DATABASE_URL)).length;
      restarts.push((await timed(api.start)).ms);
      if (restarts.length % 20 === 0)
        console.log(`${restarts.length} kills, ${acknowledged.size} acknowledged, ${JSON.stringify(breaches)}`);
    }
  } finally {
    await clients.stop();
    await api.kill();
  }
  const { acknowledged, failures, wrongReads } = await clients.stop();
  const { lost, lines } = await checkLedger(env.DATABASE_URL, acknowledged);
  const verified = await runProcess(["verify"], env);
  return {
    figures: {
      "kills with -9": kills,
      "writes acknowledged": acknowledged.size,
      "connections cut": failures.filter(({ kind }) => kind === "connection").length,
      "lines of the ledger": lines,
      "restart until ready, ms, p50 / max": spread(restarts),
    },
    breaches: {
      "acknowledged writes lost": breaches.lost + lost,
      "writes there that were never sent": breaches.unsent,
      "kills that left a damaged file": breaches.damaged,
      "breaks in the hash chain, or between it and the tables": breaches.broken,
      "own writes not seen": wrongReads,
      "other failures": failures.filter(({ kind }) => kind !== "connection").length,
      "servanda verify ended with": verified.code ?? 1,
    },
  };
}

/** What a process that is gone has left, its -wal file included. */
function lookAt(path: string): { codes: Set<string>; integrity: unknown } {
  const db = openSqliteReadonly(path);
  try {
    const codes = db.prepare<[], string>("select code from parties where kind = 'igo'").pluck().all();
    return { codes: new Set(codes), integrity: db.pragma("integrity_check(1)", { simple: true }) };
  } finally {
    db.close();
  }
}
