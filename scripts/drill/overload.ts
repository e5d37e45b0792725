import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { cpuOf } from "../bench/processes.ts";
import type { Load, Offered } from "./load.ts";
import { type Drill, settings } from "./plan.ts";
import { type Api, startApi } from "./process.ts";
import { fill } from "./soak/mix.ts";

/** As it comes, but for the limits of each caller: all clients of a drill have one address. */
const limits = { MAX_REQUESTS: "", MAX_EVENT_LOOP_DELAY_MS: "", MAX_REQUESTS_EACH: "0" };
const times = 5;
const mostConnections = 2000;
const clients = [4, 8, 16, 32, 64, 128];
const aims = { goodput: 0.8, recoveryMs: 2000 };

/**
 * Finds how many requests a second the service answers at best, offers five times as many, at a fixed rate whatever
 * comes back, and looks at what it does with them, and at how soon a client that was there before is served as before.
 */
export const drillOverload: Drill = async ({ folder, isQuick }) => {
  const api = await startApi({ ...settings, ...limits, DATABASE_URL: `file:${join(folder, "servanda.db")}` });
  const client = fork(fileURLToPath(new URL("load.ts", import.meta.url)));
  try {
    await fill(api);
    const asked = { from: 0 };
    const offer = async (load: Pick<Load, "ms" | "connections"> & { rate?: number }, over?: () => void) => {
      const before = await cpuOf(api.pid());
      const done = await tell(client, { port: Number(new URL(api.url).port), ...asked, ...load }, over);
      asked.from += done.sent;
      return { ...done, perSecondOfCpu: acceptedOf(done).length / (((await cpuOf(api.pid())) - before) / 1e6) };
    };
    const peakOf = async () => {
      const found: Awaited<ReturnType<typeof offer>>[] = [];
      for (const connections of clients) found.push(await offer({ ms: isQuick ? 1000 : 4000, connections }));
      const [best] = found.toSorted((a, b) => rateOf(b) - rateOf(a));
      return { best: Math.max(...found.map(rateOf)), perSecondOfCpu: best?.perSecondOfCpu ?? 0, all: found };
    };
    await offer({ ms: isQuick ? 3000 : 15_000, connections: 32 });
    const peak = await peakOf();
    const probe = startProbe(api);
    await pause(isQuick ? 1000 : 3000);
    const before = median(probe.since(0));
    const state = { over: 0 };
    const load = { ms: isQuick ? 5_000 : 30_000, connections: mostConnections, rate: Math.round(times * peak.best) };
    const during = await offer(load, () => {
      state.over = performance.now();
    });
    const recovered = await recovery(probe, state.over, before);
    await probe.stop();
    await pause(2000);
    const after = await peakOf();
    const all = [...peak.all, during, ...after.all];
    const share = rateOf(during) / peak.best;
    const best = Math.max(peak.best, after.best);
    return {
      figures: {
        "peak before and after, a second": `${Math.round(peak.best)} and ${Math.round(after.best)}`,
        "offered, a second": Math.round(during.sent / during.seconds),
        "not offered, for want of a connection": during.unsent,
        "answered with 2xx, a second": Math.round(rateOf(during)),
        "as a share of the peak before (aim: 80 %)": percent(share),
        "as a share of the better peak": percent(rateOf(during) / best),
        "2xx for a second of its processor, peak before and after": `${Math.round(peak.perSecondOfCpu)} and ${Math.round(after.perSecondOfCpu)}`,
        "2xx for a second of its processor, overloaded": Math.round(during.perSecondOfCpu),
        "accepted, ms, p50 / p99": percentiles(acceptedOf(during)),
        ...Object.fromEntries(
          Object.entries(during.accepted).map(([kind, took]) => [`of them a ${kind}`, percentiles(took)]),
        ),
        "refused with 503": during.refused.length,
        "refused, ms, p50 / p99": percentiles(during.refused),
        "p50 of another client, before, ms": Math.round(before),
        "p50 as before after, ms (aim: 2000)": recovered ?? "never",
        "aims missed": [
          ...(share < aims.goodput ? ["goodput"] : []),
          ...((recovered ?? Number.POSITIVE_INFINITY) > aims.recoveryMs ? ["recovery"] : []),
        ].join(", "),
        "other failures": JSON.stringify(Object.assign({}, ...all.map(({ failures }) => failures))).slice(0, 500),
      },
      breaches: {
        "failures other than 503 with Retry-After": failuresOf(during),
        "such failures without overload": [...peak.all, ...after.all].reduce((sum, each) => sum + failuresOf(each), 0),
        "not as before within half a minute": recovered === null ? 1 : 0,
        "goodput below half of the peak": share < 0.5 ? 1 : 0,
      },
    };
  } finally {
    client.kill();
    await api.stop();
  }
};

const acceptedOf = ({ accepted }: Offered): number[] => Object.values(accepted).flat();
const rateOf = ({ inTime, seconds }: Offered): number => inTime / seconds;
const failuresOf = ({ failures }: Offered): number => Object.values(failures).reduce((sum, count) => sum + count, 0);
const percent = (share: number): string => `${Math.round(share * 100)} %`;

function percentiles(all: readonly number[]): string {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
  return `${at(0.5)} / ${at(0.99)}`;
}

const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

/** Has the other process offer a load. `over`: as it stops sending, before the last answers. */
async function tell(client: ChildProcess, load: Load, over: () => void = () => {}): Promise<Offered> {
  client.send(load);
  for (;;) {
    const [message] = await once(client, "message");
    if (message !== "over") return message as Offered;
    over();
  }
}

/** A client that asks for a list, one after the other, and notes when it was answered and how long that took. */
function startProbe({ url }: Api) {
  const all: { at: number; ms: number }[] = [];
  const state = { stopped: false };
  const working = (async () => {
    while (!state.stopped) {
      const began = performance.now();
      const answer = await fetch(`${url}/v1/commitments?limit=20&sort=title`).catch(() => null);
      await answer?.arrayBuffer().catch(() => {});
      if (answer?.ok) all.push({ at: began, ms: performance.now() - began });
      await pause(10);
    }
  })();
  return {
    since: (from: number, to = Number.POSITIVE_INFINITY) =>
      all.filter(({ at }) => at >= from && at < to).map(({ ms }) => ms),
    stop: async () => {
      state.stopped = true;
      await working;
    },
  };
}

const windowMs = 250;
const longestMs = 30_000;

/** How long after the end it took until the median of a window was as before, or nearly; null: it never was. */
async function recovery(probe: ReturnType<typeof startProbe>, end: number, before: number): Promise<number | null> {
  for (let from = end; from < end + longestMs; from += windowMs) {
    await pause(Math.max(0, from + windowMs - performance.now()));
    const asked = probe.since(from, from + windowMs);
    if (asked.length >= 3 && median(asked) <= 2 * before + 5) return from + windowMs - end;
  }
  return null;
}
