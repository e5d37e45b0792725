import { v5 } from "uuid";
import type { Commitment } from "../../domain/commitment.ts";
import type { Context } from "../../records/context.ts";
import type { Filter } from "../../store/port/query.ts";
import type { Head, Line } from "../../store/port/store.ts";
import { wordsFor } from "./change-summary.ts";

/** Changes of commitments, newest first, in words. */

/** One change: a write to a commitment or to a part of it. */
export interface Change {
  /** A URN that stays the same wherever the feed is read (RFC 9562 UUIDv5 of the commitment's id and version). */
  id: string;
  slug: string;
  title: string;
  /** What changed, the most telling first; never empty. */
  words: string[];
  type: string;
  status: string;
  at: string;
  by: string;
}

export interface ChangesPage {
  changes: Change[];
  /** Where the page after this one begins; null when it is the last. */
  before: number | null;
  head: Head;
}

interface Wanted {
  filters: readonly Filter[];
  /** Changes before this line of the ledger. */
  before?: number | undefined;
  limit: number;
}

const window = 500;
const mostWindows = 20;

/**
 * The newest changes of commitments that match now. Looks at no more than 10 000 lines of the ledger, so a page may be
 * short, or even empty, and still not be the last. Deleted commitments match nothing; /v1/changes has those too.
 */
export async function changesBefore(ctx: Context, { filters, before, limit }: Wanted): Promise<ChangesPage> {
  const head = await ctx.store.head();
  const found: Found[] = [];
  let upTo = Math.min(head.seq, (before ?? Number.MAX_SAFE_INTEGER) - 1);
  for (let looked = 0; looked < mostWindows && upTo > 0 && found.length <= limit; looked++) {
    const after = Math.max(0, upTo - window);
    found.push(...(await matchesBetween(ctx, filters, { after, upTo })));
    upTo = after;
  }
  const shown = found.slice(0, limit);
  const rest = found.length > limit ? (shown.at(-1)?.line.seq ?? null) : upTo > 0 ? upTo + 1 : null;
  return { changes: await Promise.all(shown.map((each) => describe(ctx, each))), before: rest, head };
}

interface Found {
  line: Line<"commitment">;
  commitment: Commitment;
}

/** Changes of matching commitments between two lines of the ledger, newest first. */
async function matchesBetween(
  ctx: Context,
  filters: readonly Filter[],
  { after, upTo }: { after: number; upTo: number },
): Promise<Found[]> {
  const { rows } = await ctx.store.lines({ after, limit: window, kinds: ["commitment"] });
  const lines = rows.filter(({ seq }) => seq <= upTo) as Line<"commitment">[];
  const ids = [...new Set(lines.map(({ id }) => id))];
  if (ids.length === 0) return [];
  const matching = await ctx.store.list("commitment", {
    filters: [...filters, { field: "id", in: ids }],
    limit: window,
  });
  const byId = new Map(matching.rows.map((commitment) => [commitment.id, commitment]));
  return lines.toReversed().flatMap((line) => {
    const commitment = byId.get(line.id);
    return commitment === undefined ? [] : [{ line, commitment }];
  });
}

/** More than one write to a commitment usually has of parts of it; the rest goes unmentioned. */
const mostParts = 50;

async function describe(ctx: Context, { line, commitment }: Found): Promise<Change> {
  const { id, version, tx, at, by, op, data } = line;
  const isNew = op === "create";
  const [earlier] = isNew ? [] : await ctx.store.linesAt([{ kind: "commitment", id, version: version - 1 }]);
  const { rows } = isNew ? { rows: [] } : await ctx.store.lines({ after: tx - 1, limit: mostParts, commitmentId: id });
  const parts = rows.filter((part) => part.tx === tx && part.kind !== "commitment");
  return {
    id: `urn:uuid:${v5(String(version), id)}`,
    slug: commitment.slug,
    title: data.title,
    words: wordsFor(line, earlier?.data as Commitment | undefined, parts),
    type: data.type,
    status: data.status,
    at,
    by,
  };
}
