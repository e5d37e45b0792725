import { ACCEPTED_SIMILARITY, type Nearest, nearest } from "./nearest.ts";
import { agreesNearby, agreesWholly, type Context, foldedSpans, type Span } from "./occurrences.ts";
import { type Chain, chainsOf, splitPassages } from "./passages.ts";
import {
  claimedUnit,
  contextsOf,
  occurrences,
  readWords,
  type Selector,
  spanAt,
  standsAt,
  type Words,
} from "./selector.ts";
import { countPoints, type IndexedText, indexText, normalizeWords } from "./text.ts";
import { foldTypography } from "./typography.ts";
import { cutEnds } from "./word-ends.ts";

/** Where words stand, and up to `CONTEXT_LENGTH` code points on either side of them. */
interface Place {
  start: number;
  end: number;
  prefix: string;
  suffix: string;
}

/**
 * Found: the one place that the selector means, its words and context as the text has them. `matched`: how the words
 * given are those of the text: to the letter, but for typography, or only nearly, where the caller accepts that.
 * `passages`, where an ellipsis joins several: each as the text has it, while `exact` runs from the first to the last.
 * `positionDiffers` when the selector gave a `start` or `end` other than the true one.
 * Not found: `missing`, the words do not occur (`nearest` is a proposal); `context_mismatch`, they occur, but nowhere
 * between that prefix and suffix; `ambiguous`, several places are left. `places` holds the first `MAX_PLACES` of
 * `count`.
 */
export type Location =
  | ({ found: true; exact: string; matched: Matched; passages?: string[]; positionDiffers: boolean } & Place)
  | { found: false; reason: "missing"; nearest: Nearest | null }
  | { found: false; reason: "ambiguous" | "context_mismatch"; count: number; places: Place[] };

type Matched = "verbatim" | "folded" | "nearest";

/** What is done about words that the text does not have: `locate` says what each means. */
export interface Manner {
  acceptsNearest?: boolean;
  compares?: boolean;
}

/**
 * What became of a quote in another text of its source. `exact` is there only when the text sets the words in another
 * typography; `nearest` only when `changed`.
 */
export interface Reanchored {
  anchor: "exact" | "moved" | "ambiguous" | "changed" | "missing";
  start: number | null;
  end: number | null;
  prefix: string | null;
  suffix: string | null;
  exact?: string;
  nearest?: Nearest;
  /** False where no similar passage was looked for. */
  compared?: false;
}

/** Code points of context kept on each side, as Hypothesis does. */
export const CONTEXT_LENGTH = 32;

/** Places listed at most; the rest are counted. */
export const MAX_PLACES = 20;

/** The similarity from which a passage counts as the quote, reworded. Below it the words are missing. */
export const CHANGED_SIMILARITY = 0.6;

/**
 * Finds the place that a selector means, after NFC and LF normalisation. Words, prefix and suffix to the letter come
 * first; then context, then words too, are compared without their typography (`foldTypography`); then passages that an
 * ellipsis joins. Occurrences may overlap. Several are narrowed by prefix and suffix (whole, adjacent), then by
 * `start`, which decides only between several: a single occurrence is found even when `start` is wrong, and
 * `positionDiffers` says so. Where the caller `acceptsNearest`, the only passage of a similarity of
 * `ACCEPTED_SIMILARITY` or more is taken, and the only place of the words whatever stands around it. Where `compares`
 * is false nobody looks for a similar one, which takes long: `nearest` is null. Empty words are `missing`.
 */
export function locate(
  source: string | IndexedText,
  selector: Selector,
  { acceptsNearest = false, compares = true }: Manner = {},
): Location {
  const text = typeof source === "string" ? indexText(source) : source;
  const words = readWords(selector);
  const claimed = claimedUnit(text, selector);
  if (standsAt(text, words, claimed)) return found(text, selector, { spans: [spanAt(text, claimed, words)] });
  const verbatim = occurrences(text, words);
  if (verbatim.inContext.length > 0) return narrowed(text, selector, verbatim.inContext.map(alone));
  const contexts = contextsOf(words);
  let refusal: Location | null = null;
  for (const candidates of candidatesOf(text, words.exact, verbatim.anywhere)) {
    if (candidates.length === 0) continue;
    const agreeing = candidates.filter((one) =>
      contexts.every((context) => agreesWholly(context, text.typeset(), ends(one))),
    );
    if (agreeing.length > 0) return narrowed(text, selector, agreeing);
    if (acceptsNearest && candidates.length === 1) return found(text, selector, candidates[0] as Candidate);
    refusal ??= { found: false, reason: "context_mismatch", ...listPlaces(text, candidates) };
  }
  if (refusal === null && !compares) return { found: false, reason: "missing", nearest: null };
  return refusal ?? propose(text, selector, acceptsNearest);
}

/** A place for the words: one span, or those of the passages that an ellipsis joins. */
interface Candidate {
  spans: Chain;
}
const alone = (span: Span): Candidate => ({ spans: [span] });
const ends = ({ spans }: Candidate): Span => ({ start: (spans[0] as Span).start, end: (spans.at(-1) as Span).end });

/** The places of the words, whatever stands around them: to the letter, but for typography, joined by an ellipsis. */
function* candidatesOf(text: IndexedText, exact: string, verbatim: readonly Span[]): Generator<Candidate[]> {
  yield verbatim.map(alone);
  yield foldedSpans(foldTypography(exact), text.typeset()).map(alone);
  const passages = splitPassages(exact);
  const chains = chainsOf(
    text,
    passages.map((passage) => foldedSpans(foldTypography(passage), text.typeset())),
  );
  yield chains.map((spans) => ({ spans }));
}

/** The one that the selector means of several places that agree with it. */
function narrowed(text: IndexedText, selector: Selector, candidates: readonly Candidate[]): Location {
  const [first] = candidates;
  if (first !== undefined && candidates.length === 1) return found(text, selector, first);
  const claimed = candidates.filter((one) => isClaimed(selector, ends(one)));
  if (claimed.length === 1) return found(text, selector, claimed[0] as Candidate);
  return { found: false, reason: "ambiguous", ...listPlaces(text, candidates) };
}

function isClaimed({ start = null, end = null }: Selector, place: Span): boolean {
  return start === null ? end === place.end : start === place.start;
}

function found(text: IndexedText, selector: Selector, candidate: Candidate): Location {
  const place = placeOf(text, ends(candidate));
  const exact = text.slice(place.start, place.end);
  const passages = candidate.spans.map(({ start, end }) => text.slice(start, end));
  const given = normalizeWords(selector.exact);
  const isVerbatim = given === exact || (passages.length > 1 && passages.every((passage) => given.includes(passage)));
  return {
    found: true,
    exact,
    matched: isVerbatim ? "verbatim" : "folded",
    ...(passages.length > 1 && { passages }),
    positionDiffers: differs(selector, place, given),
    ...place,
  };
}

/** What is most like words that stand nowhere. */
function propose(text: IndexedText, selector: Selector, acceptsNearest: boolean): Location {
  const exact = normalizeWords(selector.exact);
  const best = nearest(text, exact);
  if (!acceptsNearest || best === null || best.similarity < ACCEPTED_SIMILARITY)
    return { found: false, reason: "missing", nearest: best };
  const second = nearest(text, exact, best);
  if (second !== null && second.similarity >= ACCEPTED_SIMILARITY)
    return { found: false, reason: "ambiguous", ...listPlaces(text, [best, second].map(alone)) };
  const place = placeOf(text, best);
  return { found: true, exact: best.text, matched: "nearest", positionDiffers: false, ...place };
}

/**
 * Finds a recorded quote again in another text of its source. `exact`: at its `start`, or it had none and there is one
 * place for it; `moved`: at another single place. Words are compared to the letter first, then without typography. Of
 * several places the one with the whole prefix and suffix is meant, then the one where either agrees near the words,
 * even when the same words happen to stand at `start`. Both give position, context and words as they now are.
 * `ambiguous`, `changed` (similarity >= `CHANGED_SIMILARITY`) and `missing` leave the selector as it was: similar words
 * propose only, and so do the same words where neither prefix nor suffix agrees, or within a longer word or number.
 * Where `compares` is false nobody looks for similar words, which takes long: then it is `missing`, and says so.
 */
export function reanchor(
  source: string | IndexedText,
  quote: Selector,
  { compares = true }: { compares?: boolean } = {},
): Reanchored {
  const text = typeof source === "string" ? indexText(source) : source;
  const words = readWords(quote);
  const { start = null, end = null, prefix = null, suffix = null } = quote;
  const settle = (span: Span): Reanchored => {
    const anchor = start === null || span.start === start ? "exact" : "moved";
    const exact = text.slice(span.start, span.end);
    return { anchor, ...placeOf(text, span), ...(exact !== words.exact && { exact }) };
  };
  const isWhole = wholeness(text, words);
  const claimed = claimedUnit(text, quote);
  if (standsAt(text, words, claimed)) {
    const span = spanAt(text, claimed, words);
    if (isWhole(span)) return settle(span);
  }
  const verbatim = occurrences(text, words);
  const [inContext] = verbatim.inContext;
  if (inContext !== undefined && verbatim.inContext.length === 1 && isWhole(inContext)) return settle(inContext);

  const asItWas = { start, end, prefix, suffix };
  const wholeVerbatim = wholeOf(verbatim.anywhere, isWhole);
  const folded = wholeVerbatim.length > 0 ? [] : foldedSpans(foldTypography(words.exact), text.typeset());
  const anywhere = wholeVerbatim.length > 0 ? wholeVerbatim : wholeOf(folded, isWhole);
  const agreeing = chooseByContext(text, anywhere, contextsOf(words));
  const [only] = agreeing.length === 1 ? agreeing : agreeing.filter((span) => span.start === start);
  if (only !== undefined && isWhole(only)) return settle(only);
  if (anywhere.length > 1) return { anchor: "ambiguous", ...asItWas };
  const [elsewhere] = [...anywhere, ...verbatim.anywhere.slice(0, 1), ...folded.slice(0, 1)];
  if (elsewhere !== undefined) {
    const same = { start: elsewhere.start, end: elsewhere.end, text: text.slice(elsewhere.start, elsewhere.end) };
    return { anchor: "changed", ...asItWas, nearest: { ...same, similarity: 1 } };
  }
  if (!compares) return { anchor: "missing", ...asItWas, compared: false };
  const similar = nearest(text, words.exact);
  if (similar === null || similar.similarity < CHANGED_SIMILARITY) return { anchor: "missing", ...asItWas };
  return { anchor: "changed", ...asItWas, nearest: similar };
}

/** More places than these are not looked at one by one: words that stand so often are ambiguous anyhow. */
const mostWeighed = 1000;

const wholeOf = (spans: readonly Span[], isWhole: (span: Span) => boolean): readonly Span[] =>
  spans.length > mostWeighed ? spans : spans.filter(isWhole);

/** Whether a place has the words as whole as they were recorded: "able to pay" is not in "unable to pay". */
function wholeness(text: IndexedText, { exact, prefix, suffix }: Words): (span: Span) => boolean {
  const was = cutEnds(prefix, exact, suffix);
  return ({ start, end }) => {
    const is = cutEnds(text.slice(start - 3, start), text.slice(start, end), text.slice(end, end + 3));
    return (was.start || !is.start) && (was.end || !is.end);
  };
}

/** The places that the words around speak for: those of both sides, else of one; all where they are silent. */
function chooseByContext(text: IndexedText, spans: readonly Span[], contexts: readonly Context[]): readonly Span[] {
  const telling = contexts.filter(({ isTelling }) => isTelling);
  if (telling.length === 0 || spans.length === 0) return spans;
  const typeset = text.typeset();
  const whole = spans.filter((span) => telling.every((context) => agreesWholly(context, typeset, span)));
  if (whole.length > 0) return whole;
  return spans.filter((span) => telling.some((context) => agreesNearby(context, typeset, span)));
}

function listPlaces(text: IndexedText, candidates: readonly Candidate[]): { count: number; places: Place[] } {
  return { count: candidates.length, places: candidates.slice(0, MAX_PLACES).map((one) => placeOf(text, ends(one))) };
}

function placeOf(text: IndexedText, { start, end }: Span): Place {
  const before = Array.from(text.slice(start - CONTEXT_LENGTH, start));
  const after = Array.from(text.slice(end, end + CONTEXT_LENGTH + 1));
  let from = 0;
  while (start > CONTEXT_LENGTH && joins(before[from])) from++;
  let to = Math.min(after.length, CONTEXT_LENGTH);
  while (to > 0 && joins(after[to])) to--;
  return { start, end, prefix: before.slice(from).join(""), suffix: after.slice(0, to).join("") };
}

/** Whether a code point belongs to the one before it: a mark, a zero-width joiner, a skin tone. */
function joins(point: string | undefined): boolean {
  return point !== undefined && /[\p{M}\p{Emoji_Modifier}\u200D]/u.test(point);
}

/** Words in other typography may be longer or shorter than those given: then either end may be meant. */
function differs({ start, end }: Selector, place: Place, given: string): boolean {
  if ((start ?? place.start) !== place.start) return true;
  const likely = [place.end, place.start + countPoints(given)];
  return end !== null && end !== undefined && !likely.includes(end);
}
