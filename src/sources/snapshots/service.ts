import { toInstant } from "../../dates/edtf.ts";
import { describeText, maxTextLength, NORMALIZER, normalizeText } from "../../domain/anchoring/text.ts";
import type { NewSnapshot, Reanchored, Snapshot, Source } from "../../domain/source.ts";
import { AppError, invalid } from "../../errors/errors.ts";
import type { Context } from "../../records/context.ts";
import { currentSnapshot } from "../../records/current-snapshot.ts";
import { decide, find, type Given, write } from "../../records/records.ts";
import type { Change } from "../../store/port/store.ts";
import { reanchorAll } from "../quotes/reanchor.ts";

/**
 * Records a text of a source (or its hash alone) and re-anchors every quote of the source, in one write.
 * A text whose hash is recorded already completes that snapshot; nothing is recorded twice.
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
    const { rows } = await ctx.store.list("snapshot", {
      filters: [
        { field: "sourceId", in: [source.id] },
        { field: "sha256", in: [described.sha256] },
      ],
      limit: 1,
    });
    const [known] = rows;
    const kept = input.withhold ? null : text;
    const change = known ? complete(known, kept) : create(ctx, source, { ...input, ...described, text: kept });
    const snapshot = change?.entity ?? (known as Snapshot);
    const newest = await currentSnapshot(ctx, source.id);
    const isCurrent = newest === null || snapshot.retrievedAt >= newest.retrievedAt;
    const anchoring = isCurrent
      ? await reanchorAll(ctx, snapshot, text ?? snapshot.text)
      : { changes: [], reanchored: [] };
    const written = await write(ctx, [...(change ? [change] : []), ...anchoring.changes]);
    return { snapshot: change ? (written[0] as Snapshot) : snapshot, reanchored: anchoring.reanchored };
  });
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
  input: Omit<NewSnapshot, "text"> & Given & { sha256: string; length: number; text: string | null },
): SnapshotChange {
  const at = ctx.now().toISOString();
  const entity: Snapshot = {
    id: input.id ?? ctx.newId(),
    sourceId: source.id,
    retrievedAt: input.retrievedAt === undefined ? at : toInstant(input.retrievedAt),
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
