import { setTimeout as pause } from "node:timers/promises";
import { runProcess } from "../../../tests/helpers/command-line.ts";
import { startClients } from "../clients.ts";
import { checkLedger } from "../ledger.ts";
import { key, type Outcome } from "../plan.ts";
import type { Api } from "../process.ts";
import { fill, startMix } from "./mix.ts";
import { readStream, receiveMessages } from "./news.ts";
import { growthOf, lookAt, type Sample } from "./samples.ts";

const streamsEach = 10;
/** What has been said by the last write has a minute to come to everybody. */
const patienceMs = 60_000;

interface Soak {
  apis: readonly Api[];
  databaseUrl: string;
  /** Of the processes: for `verify`. */
  env: Readonly<Record<string, string>>;
  seconds: number;
}

/**
 * Mixed work for a long time: commitments are filed, changed, given events, listed, searched, counted and exported;
 * parties are filed and read back; streams and a webhook follow. What must stay flat is looked at all the while:
 * memory, handles, and how long answers take. What must be zero at the end: writes, lines or messages that are lost.
 */
export async function soak({ apis, databaseUrl, env, seconds }: Soak): Promise<Outcome> {
  const api = apis[0] as Api;
  const { slugs, from } = await fill(api);
  const messages = await receiveMessages(api, from);
  const streams = apis.flatMap(({ url }) => Array.from({ length: streamsEach }, () => readStream(url, from)));
  // Without its lists of parties: nobody has as many as it files, and on SQLite the longer they are the more all wait.
  const clients = startClients({ apis, key, writers: 1, readers: 0 });
  const mix = startMix(apis, slugs);
  const samples = await watch(apis, mix.latencies, seconds);
  const figures = await clients.stop();
  const asked = await mix.stop();
  const head = await headOf(api);
  const until = performance.now() + patienceMs;
  const behind = () => [...streams, messages].filter(({ upTo }) => upTo() < head).length;
  while (behind() > 0 && performance.now() < until) await pause(100);
  const late = behind();
  for (const stream of streams) stream.close();
  messages.close();
  const grown = growthOf(samples);
  const { lost, breaks } = await checkLedger(databaseUrl, figures.acknowledged);
  const { code } = await runProcess(["verify"], env);
  return {
    figures: {
      minutes: Math.round(seconds / 60),
      "requests of the mix": asked.count,
      "parties filed and read back": figures.acknowledged.size,
      "lines of the ledger": head,
      "messages to the webhook": messages.count(),
      "lines to each of so many streams": `${head - from} x ${streams.length}`,
      ...grown.figures,
    },
    breaches: {
      "acknowledged writes lost": lost,
      "findings of verify": breaks,
      "servanda verify ended with": code ?? 1,
      "own writes not seen": figures.wrongReads,
      "requests that failed": figures.failures.length + asked.failures.length,
      "streams and webhooks that lack the last line": late,
      "lines that a stream or the webhook missed or got out of order": [...streams, messages].reduce(
        (sum, { gaps }) => sum + gaps(),
        0,
      ),
      ...grown.breaches,
    },
  };
}

const everyMs = 10_000;

/** Looks at the processes until it is over. `latencies`: of the mix since they were last taken, in ms. */
async function watch(apis: readonly Api[], latencies: () => number[], seconds: number): Promise<Sample[]> {
  const samples: Sample[] = [];
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until) {
    await pause(Math.min(everyMs, Math.max(0, until - performance.now())));
    samples.push(await lookAt(apis, latencies()));
    if (samples.length % 30 === 0) console.log(JSON.stringify(samples.at(-1)));
  }
  return samples;
}

async function headOf({ url }: Api): Promise<number> {
  const answer = await fetch(`${url}/v1/changes?limit=1`);
  return ((await answer.json()) as { head: { seq: number } }).head.seq;
}
