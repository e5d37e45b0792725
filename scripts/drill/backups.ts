import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { Manifest, manifestOf } from "../../src/backups/backup.ts";
import { inspect } from "../../src/store/sqlite/inspect.ts";
import { runProcess } from "../../tests/helpers/command-line.ts";
import { startClients } from "./clients.ts";
import { checkLedger, findingsIn } from "./ledger.ts";
import { key, type Outcome, type Plan, settings, spread, timed } from "./plan.ts";
import { startApi } from "./process.ts";

/** Backs up a database that is written to all the while, restores each backup elsewhere, and compares. */
export async function drillBackups({ folder, isQuick, times = isQuick ? 2 : 10 }: Plan): Promise<Outcome> {
  const env = { ...settings, SEED: "true", DATABASE_URL: `file:${join(folder, "servanda.db")}` };
  const api = await startApi(env);
  const clients = startClients({ apis: [api], key, writers: 8, readers: 2 });
  const [backingUp, restoring, bytes]: [number[], number[], number[]] = [[], [], []];
  const breaches = { failed: 0, lost: 0, broken: 0, elsewhere: 0, miscounted: 0 };
  try {
    for (let n = 0; n < times; n++) {
      const [from, to] = [join(folder, "backups", `${n}.db`), join(folder, `restored-${n}.db`)];
      const before = new Set(clients.soFar.acknowledged);
      const backup = await timed(() => runProcess(["backup", "--to", from], env));
      const there = { DATABASE_URL: `file:${to}` };
      const restore = await timed(() => runProcess(["restore", "--from", from], there));
      backingUp.push(backup.ms);
      restoring.push(restore.ms);
      if (backup.value.code !== 0 || restore.value.code !== 0) {
        breaches.failed += 1;
        continue;
      }
      const { head, counts } = Manifest.parse(JSON.parse(await readFile(manifestOf(from), "utf8")));
      bytes.push((await stat(from)).size);
      if (JSON.stringify(inspect(to).counts) !== JSON.stringify(counts)) breaches.miscounted += 1;
      const { lost, breaks } = await checkLedger(there.DATABASE_URL, before);
      breaches.lost += lost;
      breaches.broken += breaks;
      breaches.elsewhere += (await findingsIn(env.DATABASE_URL, head)).length;
    }
  } finally {
    await clients.stop();
    await api.stop();
  }
  const { acknowledged, failures } = await clients.stop();
  for (const { kind, what } of failures.slice(0, 5)) console.log(`${kind}: ${what}`);
  return {
    figures: {
      "backups made and restored": backingUp.length,
      "bytes of one, p50 / max": spread(bytes),
      "writes acknowledged meanwhile": acknowledged.size,
      "servanda backup, ms, p50 / max": spread(backingUp),
      "servanda restore, ms, p50 / max": spread(restoring),
    },
    breaches: {
      "backups or restorations that failed": breaches.failed,
      "writes acknowledged before a backup that it lacks": breaches.lost,
      "breaks between restored ledgers and their tables": breaches.broken,
      "heads of backups that the living ledger's chain does not have": breaches.elsewhere,
      "restored databases with other counts than their manifest": breaches.miscounted,
      "requests that failed meanwhile": failures.length,
    },
  };
}
