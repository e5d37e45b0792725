import { startCluster } from "../../tests/helpers/postgres-cluster.ts";
import { headers, type Outcome, type Plan, settings, spread } from "./plan.ts";
import { type Api, startApi } from "./process.ts";

const usersOfEach = 4;

interface Use {
  began: number;
  status: number;
}

/** Two processes on one PostgreSQL database; keys are used in both all the time, and revoked in one. */
export async function drillRevocation({ isQuick }: Plan): Promise<Outcome> {
  const cluster = await startCluster({ onDisk: true });
  const env = { ...settings, DATABASE_URL: cluster.primary.url, DATABASE_REPLICA_URLS: cluster.replica.url };
  const apis = [await startApi(env), await startApi(env)] as const;
  const [first] = apis;
  const counts = { before: 0, after: 0, accepted: 0 };
  const refusedAfter: number[] = [];
  try {
    for (let n = 0; n < (isQuick ? 3 : 25); n++) {
      const key = await makeKey(first, `drill ${n}`);
      const users = apis.flatMap((api) => Array.from({ length: usersOfEach }, () => useUntilRefused(api, key.key)));
      await new Promise((resolve) => setTimeout(resolve, 100));
      await fetch(`${first.url}/v1/keys/${key.id}`, { method: "DELETE", headers });
      const revoked = performance.now();
      const uses = (await Promise.all(users)).flat();
      const later = uses.filter(({ began }) => began >= revoked);
      counts.before += uses.length - later.length;
      counts.after += later.length;
      counts.accepted += later.filter(({ status }) => status !== 401).length;
      const last = Math.max(revoked, ...uses.filter(({ status }) => status === 200).map(({ began }) => began));
      refusedAfter.push(last - revoked);
    }
  } finally {
    await Promise.all(apis.map((api) => api.stop()));
    await cluster.close();
  }
  return {
    figures: {
      "keys revoked": refusedAfter.length,
      "requests before that": counts.before,
      "requests after that": counts.after,
      "last request taken after the revocation was answered, ms, p50 / max": spread(refusedAfter),
    },
    breaches: { "requests after that, in either process, that were not refused with 401": counts.accepted },
  };
}

async function makeKey(api: Api, name: string): Promise<{ id: string; key: string }> {
  const body = JSON.stringify({ name, role: "analyst" });
  const answer = await fetch(`${api.url}/v1/keys`, { method: "POST", headers, body });
  return (await answer.json()) as { id: string; key: string };
}

/** One request after the other, until three were refused. */
async function useUntilRefused(api: Api, key: string): Promise<Use[]> {
  const uses: Use[] = [];
  while (uses.filter(({ status }) => status === 401).length < 3) {
    const began = performance.now();
    const answer = await fetch(`${api.url}/v1/parties?limit=1`, { headers: { authorization: `Bearer ${key}` } });
    await answer.arrayBuffer();
    uses.push({ began, status: answer.status });
  }
  return uses;
}
