import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { eventually, query, startCluster } from "../../tests/helpers/postgres-cluster.ts";
import { type Clients, startClients } from "./clients.ts";
import { checkLedger } from "./ledger.ts";
import { key, type Outcome, settings, spread } from "./plan.ts";
import { startApi } from "./process.ts";

/** What one fail-over came to. */
interface Round {
  acknowledged: number;
  lost: number;
  breaks: number;
  wrongReads: number;
  unexpected: string[];
  /** From the kill until a write was acknowledged again. */
  gapMs: number;
}

/**
 * Kills a PostgreSQL primary with -9 under writes and promotes its replica, as an operator's tools would, with
 * `synchronous_standby_names` set as docs/scaling.md says; the address of the database follows. Two API processes stay
 * up throughout.
 */
export async function drillFailovers(times: number): Promise<Outcome> {
  const rounds: Round[] = [];
  while (rounds.length < times) {
    rounds.push(await failOver());
    console.log(`${rounds.length} fail-overs: ${JSON.stringify(rounds.at(-1))}`);
  }
  const sum = (of: (round: Round) => number) => rounds.reduce((total, round) => total + of(round), 0);
  return {
    figures: {
      "fail-overs": times,
      "writes acknowledged": sum(({ acknowledged }) => acknowledged),
      "from the kill to the next acknowledged write, ms, p50 / max": spread(rounds.map(({ gapMs }) => gapMs)),
    },
    breaches: {
      "acknowledged writes lost": sum(({ lost }) => lost),
      "breaks in the hash chain, or between it and the tables": sum(({ breaks }) => breaks),
      "own writes not seen": sum(({ wrongReads }) => wrongReads),
      "failures other than 503 with Retry-After": sum(({ unexpected }) => unexpected.length),
    },
  };
}

async function failOver(): Promise<Round> {
  const { primary, replica, close } = await startCluster({ onDisk: true });
  const address = await openAddress(primary.url);
  const env = { ...settings, DATABASE_URL: address.url };
  const apis = [await startApi(env), await startApi(env)];
  try {
    await query(primary.url, "alter system set synchronous_standby_names = '*'");
    await query(primary.url, "select pg_reload_conf()");
    await eventually("a synchronous replica", async () => {
      const [state] = await query(primary.url, "select sync_state from pg_stat_replication");
      return state?.sync_state === "sync";
    });
    const clients = startClients({ apis, key, writers: 4, readers: 2 });
    await pause(2000 + Math.random() * 2000);
    const killed = performance.now();
    await primary.kill();
    await query(replica.url, "select pg_promote()");
    address.lead(replica.url);
    await nextWrite(clients);
    const gapMs = performance.now() - killed;
    await pause(1000);
    const { acknowledged, wrongReads, failures } = await clients.stop();
    const { lost, breaks } = await checkLedger(replica.url, acknowledged);
    const unexpected = failures.filter(({ kind }) => kind !== "503").map(({ what }) => what);
    return { acknowledged: acknowledged.size, lost, breaks, wrongReads, unexpected, gapMs: Math.round(gapMs) };
  } finally {
    await Promise.all(apis.map((api) => api.stop()));
    address.close();
    await close();
  }
}

async function nextWrite({ soFar }: Clients): Promise<void> {
  const before = soFar.acknowledged.size;
  await eventually("a write after the fail-over", async () => soFar.acknowledged.size > before, 120_000);
}

/** An address that leads to one server after another; whoever is connected when it changes is cut off. */
async function openAddress(first: string) {
  const state = { port: Number(new URL(first).port) };
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    const onward = connect(state.port, "127.0.0.1");
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      open.add(one);
      one.on("error", () => {}).on("close", () => open.delete(one) && other.destroy());
      one.pipe(other);
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(first);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    lead: (to: string) => {
      state.port = Number(new URL(to).port);
      for (const socket of open) socket.destroy();
    },
    close: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
