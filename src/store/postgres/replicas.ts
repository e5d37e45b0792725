import { setTimeout as pause } from "node:timers/promises";
import { AppError } from "../../errors/errors.ts";
import { storeWithColumns } from "../engine/store.ts";
import type { Store } from "../port/store.ts";
import { describeServer, openPool, postgresEngine } from "./engine.ts";

/**
 * Read replicas of a PostgreSQL primary. Every write appends to the ledger in its own transaction, so a replica whose
 * ledger has reached a sequence number has replayed that write and all before it, whatever the engine's own log says.
 */
export interface Replicas {
  /**
   * The store for the reads of one request that has seen the ledger up to `seq`: one replica, or the primary. A replica
   * that fails a read is left out and the primary goes on in its place, so a request never goes back in time.
   */
  reader(seq: number): Promise<Store>;
  /** Tells the state of each replica now, and whenever it changes. */
  watch(listener: Listener): void;
  /** How each replica was found when it was last looked at, in the order of their addresses. */
  states(): readonly Pick<Replica, "state" | "behind">[];
  close(): Promise<void>;
}

/** A replica is used, or left out since it is behind or has failed; `place` is its address without the password. */
export interface ReplicaState {
  place: string;
  state: "used" | "behind" | "failed";
}
type Listener = (state: ReplicaState) => void;

interface Replica extends ReplicaState {
  store: Store;
  /** The newest ledger line it is known to have. */
  seq: number;
  /** How many lines of the ledger it lacked; null while that is not known. */
  behind: number | null;
  /** The look at its ledger that is under way: all who wait for it share one. */
  look: Promise<void> | null;
}

/**
 * `maxLagMs`: how old the data of a replica may be; `probeEveryMs`: how often each one is looked at; `poolSize`:
 * connections to each.
 */
interface Limits {
  maxLagMs?: number;
  probeEveryMs?: number;
  poolSize?: number;
}

const patienceMs = 100;
const pollEveryMs = 10;
const probeTimeoutMs = 1000;
const poolLimits = { connectMs: 1000, queryMs: 5000 };

/** Opens replicas and looks at each once; one that cannot be reached is left out until it can. */
export async function openReplicas(primary: Store, urls: readonly string[], limits: Limits = {}): Promise<Replicas> {
  const { maxLagMs = 5000, probeEveryMs = 1000, poolSize } = limits;
  const replicas = urls.map((url): Replica => {
    const store = storeWithColumns(
      postgresEngine(openPool(url, { ...poolLimits, ...(poolSize !== undefined && { size: poolSize }) })),
    );
    return { place: describeServer(url), state: "failed", store, seq: 0, behind: null, look: null };
  });
  const listeners: Listener[] = [];
  const self: { turn: number; closed: boolean; timer?: NodeJS.Timeout } = { turn: 0, closed: false };
  const floorOf = lagFloor(maxLagMs);

  function mark(replica: Replica, state: ReplicaState["state"]): void {
    if (replica.state === state || self.closed) return;
    replica.state = state;
    for (const listener of listeners) listener({ place: replica.place, state });
  }

  async function probe(): Promise<void> {
    const head = await within(probeTimeoutMs, primary.head()).catch(() => null);
    const floor = floorOf(head?.seq);
    await Promise.all(
      replicas.map(async (replica) => {
        const seq = await within(probeTimeoutMs, replica.store.head()).then(
          (reached) => reached.seq,
          () => null,
        );
        replica.seq = seq ?? 0;
        replica.behind = seq === null || head === null ? null : Math.max(0, head.seq - seq);
        mark(replica, seq === null ? "failed" : seq < floor ? "behind" : "used");
      }),
    );
  }

  async function probeOnAndOn(): Promise<void> {
    await probe();
    if (!self.closed) self.timer = setTimeout(() => void probeOnAndOn(), probeEveryMs).unref();
  }

  async function reader(seq: number): Promise<Store> {
    self.turn += 1;
    const used = replicas.filter(({ state }) => state === "used");
    const inTurn = used.map((_, i) => used[(i + self.turn) % used.length] as Replica);
    const replica = inTurn.find((each) => each.seq >= seq) ?? inTurn[0];
    if (!replica || !(await hasReached(replica, seq))) return primary;
    return failingOver(replica.store, primary, () => mark(replica, "failed"));
  }

  await probeOnAndOn();
  return {
    reader,
    watch: (listener) => {
      listeners.push(listener);
      for (const { place, state } of replicas) listener({ place, state });
    },
    states: () => replicas.map(({ state, behind }) => ({ state, behind })),
    close: async () => {
      self.closed = true;
      clearTimeout(self.timer);
      await Promise.all(replicas.map(({ store }) => store.close()));
    },
  };
}

/**
 * The sequence number that was the primary's head `maxLagMs` ago, or the first one known; a replica below it is too
 * old. While the primary is out of reach the number stays, so that replicas are not left out for lines that never
 * reached them.
 */
function lagFloor(maxLagMs: number): (head: number | undefined) => number {
  const heads: { at: number; seq: number }[] = [];
  return (head) => {
    const now = performance.now();
    if (head !== undefined) {
      heads.push({ at: now, seq: head });
      while (heads[1] && heads[1].at <= now - maxLagMs) heads.shift();
    }
    return heads[0]?.seq ?? 0;
  };
}

/** Whether a replica has replayed the ledger up to `seq`; waits a moment for it, at most about 100 ms. */
async function hasReached(replica: Replica, seq: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  while (replica.seq < seq) {
    const left = deadline - performance.now();
    if (left <= 0) return false;
    replica.look ??= look(replica);
    const hasAnswered = await within(left, replica.look).then(
      () => true,
      () => false,
    );
    if (!hasAnswered) return false;
    if (replica.seq < seq) await pause(pollEveryMs);
  }
  return true;
}

async function look(replica: Replica): Promise<void> {
  try {
    const { seq } = await replica.store.head();
    replica.seq = Math.max(replica.seq, seq);
  } finally {
    replica.look = null;
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = pause(ms, undefined, { ref: false }).then(() => Promise.reject(new Error("too late")));
  return Promise.race([work, late]);
}

const reads = [
  "get",
  "getMany",
  "list",
  "listFields",
  "count",
  "referencesTo",
  "timeline",
  "tally",
  "series",
  "amounts",
  "revisions",
  "linesOf",
  "changeSets",
  "changeSet",
  "linesAt",
  "lines",
  "head",
  "isOf",
  "changesAfter",
  "ping",
] as const satisfies readonly (keyof Store)[];

/**
 * Reads from a replica until it fails, and then from the primary; what the primary answers is the replica's fault.
 * Everything else (writes, keys, what became of a request) is the primary's.
 */
function failingOver(replica: Store, primary: Store, leaveOut: () => void): Store {
  const current = { store: replica };

  async function read<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const { store } = current;
    try {
      return await work(store);
    } catch (error) {
      const isAnswer = error instanceof AppError && error.code !== "unavailable";
      if (isAnswer || store === primary) throw error;
      current.store = primary;
      const answer = await work(primary);
      leaveOut();
      return answer;
    }
  }

  const own = reads.map((name) => {
    return [
      name,
      (...args: never[]) => read((store) => (store[name] as (...all: never[]) => Promise<unknown>)(...args)),
    ];
  });
  return {
    ...primary,
    ...(Object.fromEntries(own) as Pick<Store, (typeof reads)[number]>),
    at: (moment) =>
      current.store === primary ? primary.at(moment) : failingOver(replica.at(moment), primary.at(moment), leaveOut),
    for: (caller) =>
      failingOver(current.store === primary ? primary.for(caller) : replica.for(caller), primary.for(caller), leaveOut),
    close: () => Promise.resolve(),
  };
}
