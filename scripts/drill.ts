import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drillBackups } from "./drill/backups.ts";
import { drillConflicts } from "./drill/conflicts.ts";
import { drillCorruption } from "./drill/corruption.ts";
import { drillCursors } from "./drill/cursors.ts";
import { drillFullDisk } from "./drill/full-disk.ts";
import { drillIoFaults } from "./drill/io-faults.ts";
import { drillKills } from "./drill/kills.ts";
import { drillMigration } from "./drill/migration.ts";
import { drillOverload } from "./drill/overload.ts";
import type { Drill, Outcome, Plan } from "./drill/plan.ts";
import { drillPowerLoss } from "./drill/power-loss.ts";
import { drillReadonly } from "./drill/read-only.ts";
import { drillRepeats } from "./drill/repeats.ts";
import { drillRevocation } from "./drill/revocation.ts";
import { drillRunaway } from "./drill/runaway.ts";
import { drillSlowClients } from "./drill/slow-clients.ts";
import { drillSlowReaders } from "./drill/slow-readers.ts";
import { drillSoak } from "./drill/soak/sqlite.ts";
import { drillStarters } from "./drill/starters.ts";
import { drillStop } from "./drill/stop.ts";
import { drillUnreadReport } from "./drill/unread-report.ts";
import { drillWebhooks } from "./drill/webhooks.ts";
import { readOptions } from "./options.ts";

const drills: Readonly<Record<string, [what: string, drill: Drill]>> = {
  kills: ["kill -9 under concurrent writes", drillKills],
  power: ["power cuts under concurrent writes", drillPowerLoss],
  full: ["a disk that is full, and has space again", drillFullDisk],
  io: ["reads, writes, syncs that fail under concurrent writes", drillIoFaults],
  corrupt: ["starts on files that are damaged", drillCorruption],
  migration: ["kill -9 while the schema is brought up to date", drillMigration],
  readonly: ["starts where nothing can be written", drillReadonly],
  conflicts: ["concurrent edits of one record, all with the same If-Match", drillConflicts],
  repeats: ["concurrent repeats of one POST, all with the same Idempotency-Key", drillRepeats],
  revoked: ["keys revoked in one process, used in two, on PostgreSQL", drillRevocation],
  backup: ["backups while it is written to, restored elsewhere", drillBackups],
  cursors: ["cursors that were forged", drillCursors],
  slow: ["clients that are slow, and requests that are too much", drillSlowClients],
  overload: ["five times as many requests as can be answered", drillOverload],
  runaway: ["queries that run for an hour, and SIGTERM while they do", drillRunaway],
  "slow-readers": ["streams that are hardly read, and others that want theirs", drillSlowReaders],
  "unread-report": ["an import whose report nobody reads, and others that write", drillUnreadReport],
  webhooks: ["kill -9 while webhooks are delivered to", drillWebhooks],
  starters: ["eight processes started at once on one database", drillStarters],
  stop: ["SIGTERM with requests in flight", drillStop],
  soak: ["mixed work for a long time", drillSoak],
};

const help = `npm run drill -- [--quick] [--kills N] [--life N] [--times N] [--minutes N] [--seed N] [--only NAME,NAME]

Does to real processes, in temporary folders, what must not harm them, and counts what must be zero.
Exit code 0: all of it was tried and all of it is zero; else 1.

  --quick        a little of everything, in a minute or two
  --kills N      how often to kill -9; 200, and 5 with --quick
  --life N       after how many ms kill -9 comes at the latest; 600
  --times N      how many backups are made, and migrations cut; 10 and 30, 2 each with --quick
  --minutes N    how long the mixed work goes on; 10, and half a minute with --quick
  --seed N       repeats the choices of a run, such as its delays
  --only NAMES   some of: ${Object.keys(drills).join(", ")}

Disks that are full or read-only are mounts, which take root on Linux; power cuts take strace. What cannot be tried is said.`;

async function main(): Promise<number> {
  const {
    quick = false,
    life,
    times,
    ...values
  } = readOptions(help, {
    ...({ quick: "flag", kills: "number", life: "number", times: "number", minutes: "number" } as const),
    ...({ seed: "number", only: "text" } as const),
  });
  const names = values.only?.split(",") ?? Object.keys(drills);
  const unknown = names.filter((name) => !Object.hasOwn(drills, name));
  if (unknown.length > 0) return say(`There is no drill ${unknown.join(", ")}. See: npm run drill -- --help`) + 2;
  const { kills = quick ? 5 : 200, minutes = quick ? 0.5 : 10, seed = Date.now() % 2 ** 31 } = values;
  const chosen = [
    quick && "--quick",
    `--kills ${kills}`,
    life && `--life ${life}`,
    times && `--times ${times}`,
    `--minutes ${minutes}`,
    values.only && `--only ${values.only}`,
  ];
  say(`again: npm run drill -- --seed ${seed} ${chosen.filter(Boolean).join(" ")}`);
  const outcomes: Outcome[] = [];
  for (const name of names)
    outcomes.push(
      await runOne(name, { isQuick: quick, kills, lifeMs: life ?? 600, ...(times && { times }), minutes, seed }),
    );
  const failed = outcomes.filter(isBroken).length;
  const untried = outcomes.flatMap(({ notTried = [] }) => notTried);
  if (failed > 0) say(`FAILED: ${failed} of ${names.length}`);
  else say(untried.length > 0 ? "What was tried is as it must be." : "All that must be zero is zero.");
  for (const what of untried) say(`Not tried: ${what}`);
  return failed > 0 || untried.length > 0 ? 1 : 0;
}

const isBroken = ({ breaches }: Outcome): boolean => Object.values(breaches).some((count) => count !== 0);

async function runOne(name: string, plan: Omit<Plan, "folder">): Promise<Outcome> {
  const [what, drill] = drills[name] as [string, Drill];
  const folder = await mkdtemp(join(tmpdir(), `servanda-drill-${name}-`));
  const began = performance.now();
  say(`\n${name}: ${what}`);
  try {
    const outcome = await drill({ ...plan, folder });
    if (Object.keys(outcome.figures).length > 0) console.table(outcome.figures);
    if (Object.keys(outcome.breaches).length > 0) console.table(outcome.breaches);
    for (const untried of outcome.notTried ?? []) say(`not tried: ${untried}`);
    say(`${isBroken(outcome) ? "FAILED" : "ok"}, ${Math.round((performance.now() - began) / 1000)} s`);
    return outcome;
  } catch (error) {
    console.error(error);
    say("FAILED: it broke off");
    return { figures: {}, breaches: { "broken off": 1 } };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function say(text: string): number {
  console.log(text);
  return 0;
}

process.exitCode = await main();
