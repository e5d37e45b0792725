import { type Cluster, startCluster } from "../tests/helpers/postgres-cluster.ts";
import { startClients } from "./drill/clients.ts";
import { drillFailovers } from "./drill/failovers.ts";
import { checkLedger } from "./drill/ledger.ts";
import { disturb, isExpected } from "./drill/outages.ts";
import { key, type Outcome, settings } from "./drill/plan.ts";
import { type Api, startApi } from "./drill/process.ts";
import { soak } from "./drill/soak/soak.ts";
import { readOptions } from "./options.ts";

const help = `npm run drill:pg -- [--seconds N] [--soak MINUTES | --failovers N]

Two API processes on a PostgreSQL primary with a streaming replica, under steady writes and reads, while the primary is
restarted and killed, an API process killed, and the replica stopped. Counts what must be zero: acknowledged writes
lost, own writes not seen, failures other than 503 with Retry-After while the primary is away and connections cut by the
API process that was killed. Exit code 0: it is; else 1. Instead of that,

  --seconds N       how long each part of it goes on; 30
  --soak MINUTES    mixed work for so long, undisturbed, and whether anything grows
  --failovers N     the primary is killed and its replica promoted, so many times`;
const values = readOptions(help, { seconds: "number", soak: "number", failovers: "number" });

interface Fleet {
  cluster: Cluster;
  apis: readonly Api[];
  env: Readonly<Record<string, string>>;
}

async function withFleet(work: (fleet: Fleet) => Promise<Outcome>): Promise<Outcome> {
  const cluster = await startCluster({ onDisk: true });
  const urls = { DATABASE_URL: cluster.primary.url, DATABASE_REPLICA_URLS: cluster.replica.url };
  const env = { ...settings, ...urls, WEBHOOK_ALLOW: "127.0.0.1" };
  const apis = [await startApi(env), await startApi(env)];
  try {
    return await work({ cluster, apis, env });
  } finally {
    await Promise.all(apis.map((api) => api.stop()));
    await cluster.close();
  }
}

async function endureOutages({ cluster, apis }: Fleet): Promise<Outcome> {
  const { seconds = 30 } = values;
  const clients = startClients({ apis, key, writers: 6, readers: 4 });
  console.log(`${seconds} s of writes and reads through ${apis.map(({ url }) => url).join(" and ")}`);
  const outages = await disturb({ cluster, apis, seconds }).finally(clients.stop);
  const figures = await clients.stop();
  const ledger = await checkLedger(cluster.primary.url, figures.acknowledged);
  const unexpected = figures.failures.filter((failure) => !isExpected(failure, outages));
  console.table(
    outages.map(({ name, from, to, allows }) => ({ outage: name, "length in ms": Math.round(to - from), allows })),
  );
  for (const failure of unexpected.slice(0, 5)) console.log(failure);
  return {
    figures: {
      "writes acknowledged": figures.acknowledged.size,
      reads: figures.reads,
      "reads after a write by the same client": figures.ownReads,
      "refused with 503 and Retry-After": figures.failures.filter(({ kind }) => kind === "503").length,
      "connections lost": figures.failures.filter(({ kind }) => kind === "connection").length,
      "longest wait for a write, ms": Math.round(figures.longestWriteMs),
      "lines of the ledger": ledger.lines,
    },
    breaches: {
      "acknowledged writes lost": ledger.lost,
      "breaks in the hash chain": ledger.breaks,
      "own writes not seen": figures.wrongReads,
      "failures that no outage explains": unexpected.length,
    },
  };
}

function soakFor(minutes: number) {
  return ({ cluster, apis, env }: Fleet) =>
    soak({ apis, databaseUrl: cluster.primary.url, env, seconds: minutes * 60 });
}

async function chosen(): Promise<Outcome> {
  if (values.failovers !== undefined) return await drillFailovers(values.failovers);
  return await withFleet(values.soak === undefined ? endureOutages : soakFor(values.soak));
}

const { figures, breaches } = await chosen();
console.table(figures);
console.table(breaches);
if (Object.values(breaches).some((count) => count > 0)) process.exitCode = 1;
console.log(process.exitCode ? "FAILED" : "All that must be zero is zero.");
