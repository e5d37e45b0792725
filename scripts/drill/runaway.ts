import { join } from "node:path";
import Database from "better-sqlite3";
import { plantRunaway } from "../../tests/helpers/runaway.ts";
import { headers, type Outcome, type Plan, settings, spread, tally, timed } from "./plan.ts";
import { type Api, startApi } from "./process.ts";

const handlerMs = 4000;
const shutdownMs = 3000;
/** For a busy machine. */
const roomMs = 1500;
const timeouts = { HANDLER_TIMEOUT_MS: String(handlerMs), SHUTDOWN_TIMEOUT_MS: String(shutdownMs) };
const each = 5;

/** Queries that run for an hour, while others ask; then SIGTERM while more of them are under way. */
export async function drillRunaway({ folder, isQuick }: Plan): Promise<Outcome> {
  const path = join(folder, "servanda.db");
  const url = `file:${path}`;
  const api = await startApi({ ...settings, ...timeouts, CACHE_BYTES: "0", DATABASE_URL: url });
  const found = { stuck: [] as Asked[], others: [] as Asked[], after: [] as Asked[], stops: [] as number[] };
  const counts = { held: 0, damaged: 0, badExits: 0 };
  try {
    await fill(api);
    for (let n = 0; n < (isQuick ? 2 : 20); n++) {
      if (n > 0) await api.start();
      await ask(api, "/v1/commitments?limit=1");
      const lift = await plantRunaway(url);
      const state = { isOver: false };
      const others = askMeanwhile(api, state);
      found.stuck.push(...(await Promise.all(runaways(api))));
      state.isOver = true;
      found.others.push(...(await others));
      await lift();
      found.after.push(await ask(api, "/v1/stats?by=status"), await ask(api, "/v1/commitments?q=drill"));
      const liftAgain = await plantRunaway(url);
      const cut = Promise.all(runaways(api));
      await ask(api, "/v1/parties");
      const { ms, value: code } = await timed(api.stop);
      found.stops.push(ms);
      if (code !== 0) counts.badExits += 1;
      await cut;
      await liftAgain();
      const left = look(path);
      counts.held += left.isHeld ? 1 : 0;
      counts.damaged += left.isDamaged ? 1 : 0;
    }
  } finally {
    await api.kill();
  }
  const not = (status: number) => (asked: Asked) => asked.status !== status;
  return {
    figures: {
      "queries that run for an hour": 2 * found.stuck.length,
      [`their answers, with ${handlerMs} ms to prepare them`]: tally(found.stuck.map(({ status }) => status)),
      "after, ms, p50 / max": spread(found.stuck.map(({ ms }) => ms)),
      "other requests meanwhile": found.others.length,
      "their times, ms, p50 / max": spread(found.others.map(({ ms }) => ms)),
      "statistics and searches afterwards, ms, p50 / max": spread(found.after.map(({ ms }) => ms)),
      [`SIGTERM to exit, of ${shutdownMs} ms, p50 / max`]: spread(found.stops),
    },
    breaches: {
      "runaways not answered 503": found.stuck.filter(not(503)).length,
      "runaways answered too late": found.stuck.filter(({ ms }) => ms > handlerMs + roomMs).length,
      "other requests that failed": found.others.filter(not(200)).length,
      "statistics and searches that failed afterwards": found.after.filter(not(200)).length,
      "stops that took too long": found.stops.filter((ms) => ms > shutdownMs + roomMs).length,
      "exit codes other than 0": counts.badExits,
      "files that somebody still read": counts.held,
      "files that were damaged": counts.damaged,
    },
  };
}

interface Asked {
  ms: number;
  /** 0 when no answer came. */
  status: number;
}

async function fill(api: Api): Promise<void> {
  const make = (path: string, body: object) =>
    fetch(`${api.url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  await make("/v1/parties", { code: "DRILL", kind: "igo", name: "Drill" });
  const parties = [{ party: "DRILL", role: "promisor" }];
  const promise = { title: "Drill", type: "culture", parties, firmness: "intend", statedOn: "2024" };
  const made = await make("/v1/commitments", promise);
  if (made.status !== 201) throw new Error(`no commitment was made: ${await made.text()}`);
}

async function ask(api: Api, path: string, init?: RequestInit): Promise<Asked> {
  const asking = async () => {
    const answer = await fetch(`${api.url}${path}`, init);
    await answer.arrayBuffer();
    return answer.status;
  };
  const { ms, value: status } = await timed(() => asking().catch(() => 0));
  return { ms, status };
}

function runaways(api: Api): Promise<Asked>[] {
  const search = { method: "POST", headers: { "content-type": "application/json" }, body: '{"q":"drill"}' };
  return Array.from({ length: each }, () => [
    ask(api, "/v1/stats?by=status"),
    ask(api, "/v1/commitments?q=drill"),
    ask(api, "/v1/commitments/search", search),
  ]).flat();
}

async function askMeanwhile(api: Api, state: { isOver: boolean }): Promise<Asked[]> {
  const asked: Asked[] = [];
  while (!state.isOver) asked.push(await ask(api, "/v1/parties?limit=20"));
  return asked;
}

/** Leaving the log of changes takes the file for oneself: it fails while anybody else has it open. */
function look(path: string): { isHeld: boolean; isDamaged: boolean } {
  const db = new Database(path);
  try {
    const isDamaged = db.pragma("integrity_check(1)", { simple: true }) !== "ok";
    return { isHeld: !canBeHad(db), isDamaged };
  } finally {
    db.close();
  }
}

function canBeHad(db: Database.Database): boolean {
  try {
    return db.pragma("journal_mode = delete", { simple: true }) === "delete";
  } catch {
    return false;
  }
}
