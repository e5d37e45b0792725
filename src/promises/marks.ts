import { v5 } from "uuid";
import { indexText } from "../domain/anchoring/text.ts";
import type { StoredMark, Verdict } from "../domain/promise-mark.ts";
import { cuesOfWords } from "../domain/promises/cues.ts";
import { detectLanguage, languageOf } from "../domain/promises/detect.ts";
import { type Tallies, tallyOf } from "../domain/promises/learn.ts";
import type { Source } from "../domain/source.ts";
import { AppError, invalid } from "../errors/errors.ts";
import type { Context } from "../records/context.ts";
import { currentSnapshot } from "../records/current-snapshot.ts";
import { checkKnown, find } from "../records/records.ts";
import type { NewPromiseMark, PromiseMark } from "./model.ts";

/** What readers made of sentences: kept, shown, and learnt from. */

/** Namespace of the ids of marks. */
const namespace = "6c1d2f0e-6f0b-5b7c-9a55-0d5a6a1c2b11";
/** So many of the newest marks of a language move its weights, and so many of a text are looked at. */
const most = { learntFrom: 5_000, ofText: 10_000 };

function viewMark({ snapshotId: _, byId: __, ...mark }: StoredMark): PromiseMark {
  return mark;
}

/** @throws AppError not_found, unprocessable where the text of the source has no such words there */
export async function markPromise(ctx: Context, input: NewPromiseMark): Promise<PromiseMark> {
  const { start, end, exact, verdict } = input;
  const { source, ...text } = await textMarked(ctx, input);
  const { id: byId, name: by } = ctx.principal;
  const said = input.language ?? source?.language ?? null;
  const language = said === null ? detectLanguage(exact) : languageOf(said);
  const place = verdict === "stopped" ? ["stopped", byId] : [start, end];
  const mark: StoredMark = {
    ...{
      id: v5(JSON.stringify([source?.id ?? text.sha256, ...place]), namespace),
      sourceId: source?.id ?? null,
      ...text,
    },
    ...{
      start,
      end,
      exact,
      verdict,
      language: language?.tag ?? null,
      cues: language ? cuesOfWords(exact, language) : [],
    },
    ...{ byId, by, at: ctx.now().toISOString() },
  };
  await ctx.store.promiseMarks.put(mark);
  return viewMark(mark);
}

async function textMarked(
  ctx: Context,
  { source: key, sha256 = "", start, end, exact }: NewPromiseMark,
): Promise<{ source: Source | null; snapshotId: string | null; sha256: string }> {
  if (key === undefined) return { source: null, snapshotId: null, sha256 };
  const source = await find(ctx, "source", key);
  const snapshot = await currentSnapshot(ctx, source.id);
  if (snapshot?.text == null) throw invalid("/source", "no_text", "No text of this source is on record.");
  if (indexText(snapshot.text).slice(start, end) !== exact) {
    const detail = `The newest text of the source has other words from ${start} to ${end}.`;
    throw invalid("/exact", "other_words", detail);
  }
  return { source, snapshotId: snapshot.id, sha256: snapshot.sha256 };
}

interface Asked {
  source?: string | undefined;
  sha256?: string | undefined;
  verdict?: readonly Verdict[] | undefined;
  after?: readonly [string, string];
  limit: number;
}

/** A page of marks, and the position of the next. @throws AppError invalid_request for an unknown source */
export async function listMarks(ctx: Context, { source, sha256, verdict, after, limit }: Asked) {
  const [sourceId] = source === undefined ? [] : await checkKnown(ctx, "source", "source", [source]);
  const rows = await ctx.store.promiseMarks.list({
    ...(sourceId !== undefined && { sourceId }),
    ...(sha256 !== undefined && { sha256 }),
    ...(verdict && { verdicts: verdict }),
    ...(after && { after }),
    ...{ byId: ctx.principal.id, limit: limit + 1 },
  });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { rows: rows.slice(0, limit).map(viewMark), next: last ? [last.at, last.id] : null };
}

/** @throws AppError not_found */
export async function deleteMark(ctx: Context, id: string): Promise<void> {
  const mark = await ctx.store.promiseMarks.get(id.toLowerCase());
  const isOthers = mark?.verdict === "stopped" && mark.byId !== ctx.principal.id;
  if (mark === null || isOthers) throw new AppError("not_found", `There is no mark "${id}".`);
  await ctx.store.promiseMarks.delete(mark.id);
}

/** What the marks of a language say of its cues. */
export async function learntIn({ store }: Context, language: string): Promise<Tallies> {
  return tallyOf(await store.promiseMarks.judged(language, most.learntFrom));
}

/** What was made of these words of a text; the newest text of a source may have moved them. */
export async function verdictsOn(
  { store, principal }: Context,
  { source, sha256 }: { source: Source | null; sha256: string },
): Promise<(exact: string) => Verdict | null> {
  const text = source ? { sourceId: source.id } : { sha256 };
  const marks = await store.promiseMarks.list({ ...text, byId: principal.id, limit: most.ofText });
  const judged = marks.filter(({ verdict }) => verdict !== "stopped");
  const known = new Map(judged.map(({ exact, verdict }) => [exact, verdict]));
  return (exact) => known.get(exact) ?? null;
}
