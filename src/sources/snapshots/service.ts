import { plainDate, toInstant } from "../../dates/edtf.ts";
import { describeText, maxTextLength, NORMALIZER, normalizeText } from "../../domain/anchoring/text.ts";
import type { NewSnapshot, Reanchored, Snapshot, Source } from "../../domain/source.ts";
import { AppError, invalid } from "../../errors/errors.ts";
import type { Context } from "../../records/context.ts";
import { currentSnapshot } from "../../records/current-snapshot.ts";
import { demandBegun } from "../../records/future.ts";
import { decide, find, type Given, write } from "../../records/records.ts";
import type { Filter } from "../../store/port/query.ts";
import type { Change } from "../../store/port/store.ts";
import { reanchorAll } from "../quotes/reanchor.ts";

/**
 * Records a text of a source (or its hash alone) and re-anchors every quote of the source, in one write. The text that
 * the source had just before, or just after, is not recorded twice: it completes that snapshot. One that it had earlier
 * is retrieved anew, and so the newest again. A retrieval that lies wholly in the future is refused.
 * @throws AppError not_found, unprocessable
 */
export function takeSnapshot(
  ctx: Context,
  sourceKey: string,
  input: NewSnapshot & Given,
): Promise<{ snapshot: Snapshot; reanchored: Reanchored[] }> {
  const text = input.text === undefined ? null : normalizeText(input.text);
  const described = describe(input, text);
  return decide(async () => {
    const source = await find(ctx, "source", sourceKey);
    const newest = await currentSnapshot(ctx, source.id);
    const retrievedAt = input.retrievedAt === undefined ? nextInstant(ctx, newest) : toInstant(input.retrievedAt);
    demandBegun(ctx, plainDate(new Date(retrievedAt)), { of: "retrieved", at: "/retrievedAt" });
    const known = await sameAround(ctx, source.id, { sha256: described.sha256, retrievedAt });
    const kept = input.withhold ? null : text;
    const change = known
      ? complete(known, kept)
      : create(ctx, source, { ...input, ...described, retrievedAt, text: kept });
    const snapshot = change?.entity ?? (known as Snapshot);
    const isCurrent = newest === null || snapshot.retrievedAt >= newest.retrievedAt;
    const anchoring = isCurrent
      ? await reanchorAll(ctx, snapshot, text ?? snapshot.text)
      : { changes: [], reanchored: [] };
    const written = await write(ctx, [...(change ? [change] : []), ...anchoring.changes]);
    return { snapshot: change ? (written[0] as Snapshot) : snapshot, reanchored: anchoring.reanchored };
  });
}

/** Clocks of processes differ by less; a text of a later moment was dated by whoever sent it. */
const clockSkewMs = 60_000;

/** Now, but after the newest text where that was retrieved now too: which is newer must be known. */
function nextInstant(ctx: Context, newest: Snapshot | null): string {
  const now = ctx.now().getTime();
  const last = newest === null ? 0 : Date.parse(newest.retrievedAt);
  return new Date(last >= now && last < now + clockSkewMs ? last + 1 : now).toISOString();
}

/** The snapshot next to a moment, before it or after it, if it is of this text. */
export async function sameAround(
  ctx: Context,
  sourceId: string,
  { sha256, retrievedAt }: Pick<Snapshot, "sha256" | "retrievedAt">,
): Promise<Snapshot | null> {
  const neighbours = await Promise.all([
    neighbour(ctx, { field: "sourceId", in: [sourceId] }, { to: retrievedAt }),
    neighbour(ctx, { field: "sourceId", in: [sourceId] }, { from: retrievedAt }),
  ]);
  return neighbours.find((one) => one?.sha256 === sha256) ?? null;
}

async function neighbour(
  ctx: Context,
  ofSource: Filter,
  range: { from: string } | { to: string },
): Promise<Snapshot | undefined> {
  const { rows } = await ctx.store.list("snapshot", {
    filters: [ofSource, { field: "retrievedAt", ...range }],
    sort: [{ field: "retrievedAt", descending: "to" in range }],
    limit: 1,
  });
  return rows[0];
}

function describe(input: NewSnapshot, text: string | null): { sha256: string; length: number } {
  const { sha256, length } = input;
  if (text === null) {
    if (sha256 === undefined || length === undefined) {
      throw invalid(
        sha256 === undefined ? "/sha256" : "/length",
        "required",
        "Without a text, both sha256 and length are needed.",
      );
    }
    return { sha256, length };
  }
  const described = describeText(text);
  if (described.length > maxTextLength)
    throw new AppError(
      "too_large",
      `A text has at most ${maxTextLength} code points; this one has ${described.length}.`,
    );
  if (sha256 !== undefined && sha256 !== described.sha256) {
    throw invalid(
      "/sha256",
      "hash_mismatch",
      `The text's SHA-256 after ${NORMALIZER} normalisation is ${described.sha256}, not ${sha256}.`,
    );
  }
  if (length !== undefined && length !== described.length) {
    throw invalid("/length", "length_mismatch", `The text has ${described.length} code points, not ${length}.`);
  }
  return described;
}

type SnapshotChange = Change & { kind: "snapshot"; entity: Snapshot };

function complete(known: Snapshot, text: string | null): SnapshotChange | null {
  if (text === null || known.text !== null) return null;
  return { op: "update", kind: "snapshot", entity: { ...known, text } };
}

function create(
  ctx: Context,
  source: Source,
  input: Omit<NewSnapshot, "text"> &
    Given & { sha256: string; length: number; text: string | null; retrievedAt: string },
): SnapshotChange {
  const at = ctx.now().toISOString();
  const entity: Snapshot = {
    id: input.id ?? ctx.newId(),
    sourceId: source.id,
    retrievedAt: input.retrievedAt,
    mediaType: input.mediaType,
    sha256: input.sha256,
    length: input.length,
    normalizer: NORMALIZER,
    text: input.text,
    version: 0,
    createdAt: at,
    updatedAt: at,
  };
  return { op: "create", kind: "snapshot", entity };
}

/** The text of a snapshot. @throws AppError not_found, where it is withheld too. */
export async function snapshotText(ctx: Context, sourceKey: string, id: string): Promise<Snapshot & { text: string }> {
  const source = await find(ctx, "source", sourceKey);
  const snapshot = await find(ctx, "snapshot", id);
  if (snapshot.sourceId !== source.id)
    throw new AppError("not_found", `The source "${source.slug}" has no snapshot "${id}".`);
  if (snapshot.text === null) {
    throw new AppError(
      "not_found",
      "The text of this snapshot is withheld: its hash and length alone are kept. Posting the text checks the quotes.",
    );
  }
  return { ...snapshot, text: snapshot.text };
}
