import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { cursorsBy } from "../../src/http/request/cursor.ts";
import { openStore } from "../../src/store/open.ts";
import type { Scalar } from "../../src/store/port/query.ts";
import { headers, type Outcome, type Plan, randomFrom, settings, spread, tally, timed } from "./plan.ts";
import { type Api, startApi } from "./process.ts";

const search = "/v1/commitments?q=rail*&statedFrom=9999&limit=1";
const bound = JSON.stringify([
  [
    "commitment",
    [
      { search: [[{ words: ["rail"], isPrefix: true }], []] },
      { bounds: ["statedEarliest", "statedLatest"], from: "9999-01-01" },
    ],
    [],
    "ranked",
  ],
  null,
]);
const positions: readonly unknown[] = [
  [-10_000_000, "0000", "x"],
  [-200_000_000, "0000", "x"],
  [1e30, "0000", "x"],
  [1.5, null, "x"],
  [{}, [], true],
  [0, "a\u0000b", "x"],
  [],
  null,
];

/** As the versions sealed cursors that used no secret: anybody could. */
function publiclySealed(position: unknown): string {
  const seal = createHash("sha256")
    .update(JSON.stringify([bound, position]))
    .digest("base64url")
    .slice(0, 12);
  return Buffer.from(JSON.stringify([seal, ...(Array.isArray(position) ? position : [])])).toString("base64url");
}

/**
 * Cursors that were made up, changed, sealed with another secret, or with the right one around a position that does not
 * fit, sent to a running server while others are served.
 */
export async function drillCursors({ folder, isQuick, seed }: Plan): Promise<Outcome> {
  const url = `file:${join(folder, "servanda.db")}`;
  const api = await startApi({ ...settings, SEED: "true", DATABASE_URL: url });
  try {
    const { forged, fitting } = await forgeries({ api, url, each: isQuick ? 5 : 50, random: randomFrom(seed) });
    const others: number[] = [];
    const answers: { status: number; ms: number; code: string }[] = [];
    for (const cursor of forged) {
      const { ms, value } = await timed(() => fetch(`${api.url}${search}&cursor=${encodeURIComponent(cursor)}`));
      const { code = "" } = (await value.json()) as { code?: string };
      answers.push({ status: value.status, ms, code });
      const other = await timed(async () => (await fetch(`${api.url}/v1/commitments?q=railway`)).json());
      others.push(other.ms);
    }
    const { status } = await fetch(`${api.url}${search}&cursor=${fitting}`);
    return {
      figures: {
        "forged cursors": forged.length,
        "their answers": tally(answers.map(({ status, code }) => `${status} ${code}`)),
        "their times, ms, p50 / max": spread(answers.map(({ ms }) => ms)),
        "times of searches meanwhile, ms, p50 / max": spread(others),
      },
      breaches: {
        "forged cursors that were not refused": answers.filter(({ code }) => code !== "invalid_cursor").length,
        "the same with a position that fits, refused": status === 200 ? 0 : 1,
      },
    };
  } finally {
    await api.stop();
  }
}

interface Forging {
  api: Api;
  url: string;
  each: number;
  random: () => number;
}

async function forgeries({ api, url, each, random }: Forging): Promise<{ forged: string[]; fitting: string }> {
  const store = await openStore(url);
  const stolen = cursorsBy(await store.secret("cursors"));
  await store.close();
  const guessed = cursorsBy(randomBytes(32));
  const page = await fetch(`${api.url}/v1/commitments?limit=1`, { headers });
  const { next } = ((await page.json()) as { page: { next: string } }).page;
  const changed = () => {
    const at = Math.floor(random() * next.length);
    return `${next.slice(0, at)}${next[at] === "A" ? "B" : "A"}${next.slice(at + 1)}`;
  };
  const sealed = positions.flatMap((position) => [
    publiclySealed(position),
    guessed.encode(position as Scalar[], bound),
    stolen.encode(position as Scalar[], bound),
  ]);
  const forged = Array.from({ length: each }, () => [...sealed, next, changed()]).flat();
  return { forged, fitting: stolen.encode([0, null, "01900000-0000-7000-8000-00000000dead"], bound) };
}
