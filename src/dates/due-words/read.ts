import { addDuration, parseDuration } from "../calendar.ts";
import { type Bounds, boundsOf } from "../edtf.ts";
import { LIMITS } from "./limits.ts";
import { ANY, marksIn, qualify } from "./marks.ts";
import { OTHER_TIME, TIMES } from "./times.ts";

/** explicit: words or client name it; relative: reckoned from statedOn; policy: by the operator's table; none. */
type DueBasis = "explicit" | "relative" | "policy" | "none";

/** When a promise is due: the words as given, their EDTF, its bounds, and where the date comes from. */
export interface Due extends Bounds {
  text: string | null;
  edtf: string | null;
  basis: DueBasis;
}

type Dated = { edtf: string; basis: DueBasis };

const NEGATED = /(?<![\p{L}])(?:not|never|cannot|\p{L}+n['’]t|не)(?![\p{L}])|不|未/u;

const normalise = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[<>\s]+/g, " ")
    .trim();

/** A relative date is as uncertain as the statement's: "this year", said in 2023~, is 2023~. */
function qualifierOf(statedOn: string, isApproximate: boolean): string {
  const doubts = statedOn.match(/[~?%]/g) ?? [];
  const isAbout = isApproximate || doubts.some((doubt) => doubt !== "?");
  const isUncertain = doubts.some((doubt) => doubt !== "~");
  return isAbout && isUncertain ? "%" : isAbout ? "~" : isUncertain ? "?" : "";
}

function fromWords(words: string, statedOn: string): Dated | null {
  const said = boundsOf(statedOn);
  const marked = [...TIMES, ...LIMITS].reduce(
    (text, [pattern, make]) => text.replace(pattern, (...groups) => make(groups, said)),
    words,
  );
  const marks = marksIn(marked);
  const [first] = marks;
  if (!first || first.edtf === "?" || marks.some((each) => each.edtf !== first.edtf)) return null;

  const rest = marked.replace(new RegExp(ANY, "g"), "<>");
  if (OTHER_TIME.test(rest)) return null;
  if (first.edtf.startsWith("..") && NEGATED.test(rest)) return null;
  if (marks.every(({ flags }) => flags.includes("b")) && /[\p{L}\p{N}]/u.test(rest)) return null;

  const isRelative = marks.every(({ flags }) => flags.includes("r"));
  const qualifier = qualifierOf(
    isRelative ? statedOn : "",
    marks.some(({ flags }) => flags.includes("a")),
  );
  return { edtf: qualify(first.edtf, qualifier), basis: isRelative ? "relative" : "explicit" };
}

function fromPolicy(words: string, statedOn: string, policy: Readonly<Record<string, string>>): Dated | null {
  const phrase = words.replace(/^[\p{P}\s]+|[\p{P}\s]+$/gu, "");
  const entry = Object.entries(policy).find(([key]) => normalise(key) === phrase);
  const duration = entry ? parseDuration(entry[1]) : null;
  const { earliest, latest } = boundsOf(statedOn);
  if (duration === null || earliest === null || latest === null) return null;
  const last = addDuration(latest, duration);
  return last === null ? null : { edtf: qualify(`${earliest}/${last}`, qualifierOf(statedOn, false)), basis: "policy" };
}

/**
 * Resolves due words against the day they were said. `edtf` given: explicit. Else the words are read (English, and a
 * few Russian and Chinese phrases) as far as they name exactly one time, then looked up whole in `policy`, {phrase: ISO
 * 8601 duration}, which counts from statedOn. Words that name no time, two times, or one that statedOn is too vague for
 * stay undated (basis none): never guessed. `text` is kept verbatim.
 * Throws RangeError when `edtf` or `statedOn` is not valid EDTF (validate with Edtf first); never on any text.
 */
export function resolveDue(
  input: { text?: string | null | undefined; edtf?: string | null | undefined },
  statedOn: string,
  policy: Readonly<Record<string, string>> = {},
): Due {
  const text = input.text ?? null;
  if (input.edtf != null) return { text, edtf: input.edtf, ...boundsOf(input.edtf), basis: "explicit" };
  const words = normalise(text ?? "");
  const found = fromWords(words, statedOn) ?? fromPolicy(words, statedOn, policy);
  if (found === null) return { text, edtf: null, earliest: null, latest: null, basis: "none" };
  return { text, edtf: found.edtf, ...boundsOf(found.edtf), basis: found.basis };
}
