import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { idOf } from "../data.ts";
import { cache } from "../database.ts";
import { type Bench, median, type Result, round } from "../measure.ts";
import type { Asked } from "../processes.ts";
import { creates, get, pages, patches, someIds } from "../rows.ts";
import { datasette } from "./datasette.ts";
import { flatten } from "./flat.ts";
import { type Peer, statuses } from "./peer.ts";
import { platformatic } from "./platformatic.ts";
import { pocketbase } from "./pocketbase.ts";

interface Compared {
  row: string;
  target: number | null;
  isWrite?: boolean;
  ours: (bench: Bench) => Promise<readonly string[]>;
  theirs: (peer: Peer, asked: Asked, bench: Bench) => Promise<readonly string[]> | null;
}

const writes = Array.from({ length: 30_000 }, (_, n) => n);
const rows: readonly Compared[] = [
  {
    row: "one, another each time",
    target: 1,
    ours: async ({ world }) => someIds(world).map((id) => get(`/v1/commitments/${id}`)),
    theirs: async (peer, _, { world }) => someIds(world).map((id) => get(peer.one(id))),
  },
  {
    row: "list of 20 by status, sorted, another page each time",
    target: 3,
    ours: ({ world }) =>
      pages(
        statuses.map((status) => `status=${status}`),
        ["statedOn", "-statedOn"],
      )(world),
    theirs: (peer, asked) => peer.pages(asked),
  },
  {
    row: "PATCH, 16 clients",
    ...{ target: 1, isWrite: true },
    ours: ({ world }) => patches(world),
    theirs: (peer, _, { world }) => {
      const { patch } = peer;
      return patch
        ? Promise.resolve(writes.map((n) => patch(idOf(1, (n * 7919) % world.commitments), [`tag-${n}`])))
        : null;
    },
  },
  {
    row: "POST commitment, 16 clients",
    ...{ target: 1, isWrite: true },
    ours: () => creates(),
    theirs: ({ create }) => (create ? Promise.resolve(writes.map(create)) : null),
  },
];

const peers = [platformatic, datasette, pocketbase];

interface Place {
  bench: Bench;
  base: { path: string };
  folder: string;
  only: (row: { name: string }) => boolean;
  show: (result: Result) => void;
}

/** Other products on the same commitments, in turns with ours; what is not to be had on this machine is named. */
export async function measurePeers({ bench, base, folder, only, show }: Place): Promise<void> {
  const flat = join(folder, "flat.db");
  flatten(base.path, flat);
  const kept = join(cache, "peers");
  await mkdir(kept, { recursive: true });
  for (const peer of peers) {
    const name = `${peer.name} ${peer.version}`;
    const chosen = rows.filter(({ row }) => only({ name: `${row}, ${name}` }));
    if (chosen.length === 0) continue;
    const own = join(folder, peer.name);
    await mkdir(own);
    const asked = await peer.start({ cache: kept, folder: own, flat }).catch((error: Error) => {
      console.log(`${name} is missing: ${error.message}`);
    });
    if (!asked) continue;
    try {
      for (const row of chosen) {
        const result = await compare(bench, { row, peer, asked });
        if (result) show({ ...result, row: `${row.row}, ${name}` });
      }
    } finally {
      await asked.stop();
    }
  }
}

/** CPU of all processes for each request, or writes a second: the ratio is 1 where ours is as good. */
async function compare(bench: Bench, { row, peer, asked }: { row: Compared; peer: Peer; asked: Asked }) {
  const theirRequests = await row.theirs(peer, asked, bench);
  if (!theirRequests) return null;
  const both = [
    { server: bench.ours, requests: await row.ours(bench), from: 0 },
    { server: asked, requests: theirRequests, from: 0 },
  ];
  const figures = both.map((): number[] => []);
  for (let n = -1; n < bench.rounds; n++)
    for (const [at, side] of both.entries()) {
      const { server, requests, from } = side;
      const done = await round(bench, server, { requests, from, connections: 16, ms: n < 0 ? warmUpMs : bench.ms });
      side.from += done.count;
      if (n >= 0) figures[at]?.push(row.isWrite ? done.perSecond : done.cpuUs);
    }
  const [ours, floor] = figures.map((of) => median(of)) as [number, number];
  const ratio = row.isWrite ? ours / floor : floor / ours;
  return { row: row.row, ours, floor, ratio, target: row.target, unit: row.isWrite ? "/s" : "us CPU" };
}

/** Code of both is compiled as it runs. */
const warmUpMs = 1000;
