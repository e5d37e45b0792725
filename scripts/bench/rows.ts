import { idOf } from "./data.ts";
import { adminKey } from "./processes.ts";

export interface Row {
  name: string;
  /** The least share of what it is measured against, or null where none is set. */
  target: number | null;
  requests: (world: World) => Promise<readonly string[]>;
  /** Measured against transactions of one row rather than against a bare server. */
  isWrite?: boolean;
  connections?: number;
}

/** What rows ask about. */
export interface World {
  commitments: number;
  get: (path: string) => Promise<{ headers: Headers; json: Page }>;
}
interface Page {
  page?: { next: string | null };
}

const v1 = "/v1/commitments";
export const get = (path: string, more = "") => `GET ${path} HTTP/1.1\r\nHost: bench\r\n${more}\r\n`;
const asAdmin = `Authorization: Bearer ${adminKey}\r\n`;
export const send = (method: string, path: string, body: object, more = asAdmin) => {
  const text = JSON.stringify(body);
  return `${method} ${path} HTTP/1.1\r\nHost: bench\r\n${more}Content-Type: application/json\r
Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
};
const same = (path: string) => async () => [get(path)];
/** In an order that is not that of the ids. */
export const someIds = ({ commitments }: World, count = 10_000) =>
  Array.from({ length: Math.min(count, commitments) }, (_, n) => idOf(1, (n * 7919) % commitments));
const anothers = (path: (id: string) => string) => async (world: World) => someIds(world).map((id) => get(path(id)));
const among = (paths: readonly string[]) => async () => paths.map((path) => get(path));

const sorts = ["statedOn", "-statedOn", "-updatedAt", "title", "-due"];
const pagesEach = 12;
/** Walks through lists, and asks for their pages. */
export const pages =
  (filters: readonly string[], by: readonly string[] = sorts) =>
  async (world: World) => {
    const asked: string[] = [];
    for (const filter of filters)
      for (const sort of by) {
        const list = `${v1}?limit=20&${filter}&sort=${sort}`;
        let path: string | null = list;
        for (let n = 0; n < pagesEach && path; n++) {
          asked.push(get(path));
          const next: string | null | undefined = (await world.get(path)).json.page?.next;
          path = next ? `${list}&cursor=${encodeURIComponent(next)}` : null;
        }
      }
    return asked;
  };
/** More than are kept ready: some 2 000 days of 1996 to 2019. */
const days = Array.from({ length: 2000 }, (_, n) => {
  const part = (value: number) => String(value + 1).padStart(2, "0");
  return `${1996 + (n % 24)}-${part(Math.floor(n / 24) % 12)}-${part(Math.floor(n / 288) * 4)}`;
});
const common = ["railway", "border port", "energy", "école", "мост", "water treaty", "口岸"].map(encodeURIComponent);
const one = `${v1}/${idOf(1, 42)}`;
const stamp = Date.now().toString(36);

const event = (n: number) => ({
  type: "note",
  date: "2026-06",
  title: `Round of talks ${n}`,
  description: "They met.",
});
const promise = (n: number) => ({
  ...{
    slug: `bench-${stamp}-${n}`,
    title: `Open border port ${n}`,
    type: "trade",
    firmness: "pledge",
    statedOn: "2024",
  },
  parties: [{ party: "AFG", role: "promisor" }],
  due: { text: "by 2026" },
});
const numbers = Array.from({ length: 30_000 }, (_, n) => n);
/** Each takes other commitments, tags and slugs than the ones before, so that each changes something. */
const used = { patches: 0, slugs: 0 };
export const creates = async () => numbers.map(() => send("POST", v1, promise(used.slugs++)));
export const events = async (world: World) =>
  someIds(world).map((id, n) => send("POST", `${v1}/${id}/events`, event(n)));
export const patches = async (world: World) =>
  numbers.map(() => {
    const n = used.patches++;
    const id = idOf(1, (n * 7919) % world.commitments);
    return send("PATCH", `${v1}/${id}`, { tags: [`${stamp}-${n}`] });
  });

export const reads: readonly Row[] = [
  { name: "one, repeated", target: 0.7, requests: same(one) },
  { name: "list of 20, repeated", target: 0.7, requests: same(`${v1}?limit=20`) },
  { name: "timeline of one, repeated", target: 0.7, requests: same(`${one}/timeline`) },
  { name: "stats by status, repeated", target: 0.7, requests: same("/v1/stats?by=status") },
  {
    name: "304",
    target: 0.7,
    requests: async ({ get: ask }) => [get(one, `If-None-Match: ${(await ask(one)).headers.get("etag")}\r\n`)],
  },
  { name: "one, another each time", target: 0.5, requests: anothers((id) => `${v1}/${id}`) },
  { name: "list, any sort", target: 0.2, requests: pages(["firmnessFrom=explore"]) },
  { name: "list, status", target: 0.2, requests: pages(["status=stated", "status=in_force", "status=implementing"]) },
  { name: "list, type", target: 0.2, requests: pages(["type=infrastructure", "type=trade", "type=health"]) },
  { name: "list, party", target: 0.2, requests: pages(["party=AFG", "party=AND", "party=ARG"]) },
  { name: "list, tag", target: 0.2, requests: pages(["tag=tag-0", "tag=tag-3", "tag=tag-12"]) },
  { name: "list, timeliness", target: 0.2, requests: pages(["timeliness=overdue", "timeliness=not_yet_due"]) },
  {
    name: "one with quotes and events, another",
    target: 0.3,
    requests: anothers((id) => `${v1}/${id}?include=quotes,events`),
  },
  { name: "timeline of one, another", target: 0.3, requests: anothers((id) => `${v1}/${id}/timeline`) },
  { name: "timeline of all", target: null, requests: among(days.map((day) => `/v1/timeline?limit=20&from=${day}`)) },
  { name: "one on a day", target: null, requests: anothers((id) => `${v1}/${id}?on=2026-06-30`) },
  { name: "list on a day", target: null, requests: among(days.map((day) => `${v1}?limit=20&on=${day}`)) },
  {
    name: "one as of",
    target: null,
    requests: (world) => anothers((id) => `${v1}/${id}?asOf=${new Date().toISOString()}`)(world),
  },
  { name: "q, rare words", target: null, requests: among(days.map((_, n) => `${v1}?limit=20&q=${n * 4 + 1}`)) },
  {
    name: "q, common words",
    target: null,
    requests: among(days.map((day, n) => `${v1}?limit=20&q=${common[n % common.length]}&statedFrom=${day}`)),
  },
  {
    name: "count=exact",
    target: null,
    requests: among(days.map((day) => `${v1}?limit=20&count=exact&statedFrom=${day}`)),
  },
  {
    name: "stats by status",
    target: null,
    requests: among(days.map((day) => `/v1/stats?by=status&statedFrom=${day}`)),
  },
  {
    name: "stats by party",
    connections: 4,
    target: null,
    requests: among(days.map((day) => `/v1/stats?by=party&statedFrom=${day}`)),
  },
  {
    name: "series",
    connections: 4,
    target: null,
    requests: among(days.map((day) => `/v1/stats/series?interval=year&statedFrom=${day}`)),
  },
];

export const writes: readonly Row[] = [
  { name: "PATCH, 16 clients", target: 1, isWrite: true, requests: patches },
  { name: "PATCH, one client", target: 0.4, isWrite: true, connections: 1, requests: patches },
  {
    name: "POST event, 16 clients",
    ...{ target: 1, isWrite: true },
    requests: events,
  },
  {
    name: "POST commitment, 16 clients",
    ...{ target: 1, isWrite: true },
    requests: creates,
  },
];

const hot = [one, `${v1}?limit=20`, `${one}/timeline`, "/v1/stats?by=status"];
export const mix = {
  reads: async () => numbers.slice(0, 1000).map((n) => get(hot[n % hot.length] as string)),
  withWrites: async (world: World) => {
    const changes = await patches(world);
    return numbers.map((n) => (n % 10 === 9 ? (changes[n] as string) : get(hot[n % hot.length] as string)));
  },
};
