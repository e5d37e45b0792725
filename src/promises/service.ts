import { plainDate } from "../dates/edtf.ts";
import { countPoints, describeText, normalizeText } from "../domain/anchoring/text.ts";
import type { CommitmentType } from "../domain/codelists/codelists.ts";
import { partyNames } from "../domain/party.ts";
import { detectLanguage, languageOf } from "../domain/promises/detect.ts";
import type { Question } from "../domain/promises/find.ts";
import { cueLanguages } from "../domain/promises/languages/all.ts";
import type { CueLanguage } from "../domain/promises/languages/language.ts";
import type { NamedParty } from "../domain/promises/names.ts";
import type { Recorded } from "../domain/promises/restated.ts";
import type { Source } from "../domain/source.ts";
import { invalid } from "../errors/errors.ts";
import { runAside } from "../records/aside.ts";
import type { Context } from "../records/context.ts";
import { currentSnapshot } from "../records/current-snapshot.ts";
import { checkParties, find } from "../records/records.ts";
import { countriesOf } from "../records/resolve-due.ts";
import { perform, type Sentences, type Task } from "./finding-task.ts";
import { learntIn, verdictsOn } from "./marks.ts";
import { type FoundPromises, longestText, type TextToRead } from "./model.ts";

/** Texts of so many code units are read at once, in some milliseconds; others in a thread of their own. */
const atOnce = 4_000;
const most = { parties: 5_000, recorded: 2_000 };

interface Read {
  text: string;
  source: Source | null;
  snapshotId: string | null;
}

/**
 * The sentences of a text, ranked by what speaks for a promise; nothing is written. `over`: when nobody waits any more.
 * @throws AppError not_found, unprocessable; what `demandTexts` does, of a source; the signal's reason
 */
export async function findInText(
  ctx: Context,
  input: TextToRead,
  { over, demandTexts, isAnalyst }: { over: AbortSignal; demandTexts: () => void; isAnalyst: boolean },
): Promise<FoundPromises> {
  const { text, source, snapshotId } = await textOf(ctx, input, demandTexts);
  const { language, basis: languageBasis } = languageFor(input, source, text);
  const parties = input.parties ?? source?.issuedBy ?? [];
  if (input.parties) await checkParties(ctx, input.parties, (n) => `/parties/${n}`);
  const statedOn = input.statedOn ?? source?.publishedOn ?? plainDate(ctx.now());
  const tallies = await learntIn(ctx, language.tag);
  const described = describeText(text);
  const verdictOf = isAnalyst ? await verdictsOn(ctx, { source, sha256: described.sha256 }) : () => null;
  const question: Question = {
    ...{ text, language: language.tag, statedOn, speakers: parties, share: input.share, tallies },
    parties: await partiesOf(ctx),
    recorded: await recordedOf(ctx, parties),
    reader: { language: language.tag, parties: countriesOf(parties), policy: ctx.duePolicy },
  };
  const data = (await sentencesOf(question, over)).map((sentence) => ({
    ...sentence,
    type: sentence.type as CommitmentType | null,
    verdict: verdictOf(sentence.exact),
  }));
  return {
    ...{ language: language.tag, statedOn, parties },
    basis: {
      language: languageBasis,
      statedOn: input.statedOn ? "given" : source?.publishedOn ? "source" : "today",
      parties: input.parties ? "given" : source ? "source" : "none",
    },
    ...{ sourceId: source?.id ?? null, snapshotId, ...described, share: input.share },
    ...{ count: data.length, tinted: data.filter(({ tinted }) => tinted).length },
    learntFrom: { accepted: tallies.accepted, rejected: tallies.rejected },
    data,
  };
}

async function textOf(ctx: Context, { text, source: key }: TextToRead, demandTexts: () => void): Promise<Read> {
  if (key === undefined) {
    const given = normalizeText(text ?? "");
    const length = countPoints(given);
    if (length > longestText) {
      const detail = `The text has ${length} code points; ${longestText} is the most that is taken at once.`;
      throw invalid("/text", "too_long", detail);
    }
    return { text: given, source: null, snapshotId: null };
  }
  const source = await find(ctx, "source", key);
  demandTexts();
  const snapshot = await currentSnapshot(ctx, source.id);
  if (snapshot?.text == null) {
    const detail = snapshot ? "Only the hash of the text of this source is on record." : "This source has no text.";
    throw invalid("/source", "no_text", detail);
  }
  return { text: snapshot.text, source, snapshotId: snapshot.id };
}

/** The language that is said, or else told from the text. @throws AppError unprocessable, naming those that are read */
export function languageFor(
  { language: given }: TextToRead,
  source: Source | null,
  text: string,
): { language: CueLanguage; basis: "given" | "source" | "text" } {
  const said = given ?? source?.language ?? null;
  const language = said === null ? detectLanguage(text) : languageOf(said);
  if (language) return { language, basis: given ? "given" : said === null ? "text" : "source" };
  const known = cueLanguages.map(({ tag }) => tag);
  const detail =
    said === null
      ? "The language of the text is not told from its words: name it."
      : `Promises are not looked for in the language "${said}".`;
  throw invalid("/language", "unknown_language", detail, known);
}

async function partiesOf({ store }: Context): Promise<NamedParty[]> {
  const { rows } = await store.list("party", { limit: most.parties });
  return rows.map((party) => ({ code: party.code, names: partyNames(party) }));
}

/** The newest commitments of those who speak, or of all where nobody is known to. */
async function recordedOf({ store }: Context, parties: readonly string[]): Promise<Recorded[]> {
  const filters = parties.length === 0 ? [] : [{ link: "party" as const, rel: ["promisor"], to: parties }];
  const sort = [{ field: "statedEarliest", descending: true }];
  const rows = await store.list("commitment", { filters, sort, limit: most.recorded });
  const bodies = await store.searchedBodies(rows.rows.map(({ id }) => id));
  return rows.rows.map(({ id, slug, title }) => ({ id, slug, title, body: bodies.get(id) ?? "" }));
}

const worker = new URL("./finding-worker.ts", import.meta.url);

async function sentencesOf(task: Task, over: AbortSignal): Promise<Sentences> {
  return task.text.length <= atOnce ? perform(task) : runAside<Sentences>(worker, task, over);
}
