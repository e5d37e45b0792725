import { query, startCluster } from "../tests/helpers/postgres-cluster.ts";
import { type Api, startApi } from "./drill/process.ts";
import { multiply, type Size, sizes, total } from "./measure/data.ts";
import { load } from "./measure/load.ts";
import { readOptions } from "./options.ts";

const help = `node scripts/measure-postgres.ts [--events N] [--seconds N]

The figures of docs/scaling.md, on a PostgreSQL server of its own. Sizes are those of the seeds many times over. CPU
times hold on a busy machine too; rates hold for this machine and this moment alone.

  --events N     how many events there are; 100 000
  --seconds N    for how long each is asked; 10`;
const { events: asked = 100_000, seconds = 10 } = readOptions(help, { events: "number", seconds: "number" });
const key = `measure-${"0123456789abcdef".repeat(3)}`;
const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };

const cluster = await startCluster({ onDisk: true });
const { url } = cluster.primary;
await cluster.replica.stop();
const apis: Api[] = [];
const rates = { RATE_LIMIT_ANONYMOUS: "0", RATE_LIMIT_KEY: "0", RATE_LIMIT_WRITES: "0" };
const startOne = async () => apis.push(await startApi({ ...rates, DATABASE_URL: url, SERVANDA_ADMIN_KEY: key }));
const countEvents = async () => Number((await query(url, "select count(*) as count from events"))[0]?.count);

const perRow = (events: number) => (size: Size) => ({
  rows: size.rows,
  "data, bytes a row": Math.round(size.data / size.rows),
  "indexes, bytes a row": Math.round(size.indexes / size.rows),
  "bytes an event": Math.round((size.data + size.indexes) / events),
});

try {
  await startOne();
  const began = performance.now();
  await multiply(url, Math.round(asked / (await countEvents())));
  const loaded = await sizes(url);
  console.log(`made in ${Math.round((performance.now() - began) / 1000)} s`);
  const events = await countEvents();
  const shown = [...loaded].filter(([, { rows }]) => rows >= 1000);
  console.table(Object.fromEntries(shown.map(([name, size]) => [name, perRow(events)(size)])));
  console.log(
    `${events} events, loaded with all that belongs to them: ${Math.round(total(loaded) / events)} bytes each`,
  );

  const ids = (await query(url, "select id from commitments order by random()")).map(({ id }) => id);
  const quotes = await query(url, "select id, source_id from quotes order by random() limit 1000");
  const one = (n: number) => `/v1/commitments/${ids[n % ids.length]}`;
  const list = (sort: string) => (n: number) =>
    `/v1/commitments?limit=20${sort}&updatedSince=${new Date(n * 1000).toISOString()}`;
  const read = (path: (n: number) => string) => (n: number, api: Api) => fetch(api.url + path(n));
  const record = (n: number, api: Api) => {
    const quote = quotes[n % quotes.length];
    const body = {
      type: "note",
      date: "2026-06",
      title: "Round of talks on what was agreed",
      description: "Ministers met, went through what was done, and named the steps to come. ".repeat(4),
      evidence: [{ sourceId: quote?.source_id, quoteId: quote?.id }],
    };
    return fetch(`${api.url}${one(n)}/events`, { method: "POST", headers, body: JSON.stringify(body) });
  };

  for (const processes of [1, 2]) {
    if (apis.length < processes) await startOne();
    const plan = { apis, url, seconds };
    const figures: Record<string, object> = {
      "one commitment, each time another": await load(plan, read(one)),
      "list of 20 by sort=-updatedAt, each time another": await load(plan, read(list("&sort=-updatedAt"))),
      "list of 20 in its own order, each time another": await load(plan, read(list(""))),
      "timeline of one, each time another": await load(
        plan,
        read((n) => `${one(n)}/timeline`),
      ),
      "the same list again": await load(
        plan,
        read(() => list("")(0)),
      ),
    };
    const before = { bytes: total(await sizes(url)), events: await countEvents() };
    figures["an event recorded"] = await load(plan, record);
    const recorded = (await countEvents()) - before.events;
    const grown = total(await sizes(url)) - before.bytes;
    console.log(`API processes: ${processes}`);
    console.table(figures);
    console.log(`${recorded} events, recorded one by one: ${Math.round(grown / recorded)} bytes each`);
  }
} finally {
  await Promise.all(apis.map((api) => api.stop()));
  await cluster.close();
}
