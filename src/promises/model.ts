import { z } from "zod";
import { Edtf } from "../dates/edtf.ts";
import { maxTextLength } from "../domain/anchoring/text.ts";
import { CommitmentType, Firmness } from "../domain/codelists/codelists.ts";
import { Due } from "../domain/due.ts";
import { Verdict } from "../domain/promise-mark.ts";
import { cueLanguages } from "../domain/promises/languages/all.ts";
import { cueKinds } from "../domain/promises/languages/language.ts";
import { listOf, paging } from "../http/lists.ts";
import { given, Id, Key, Language, line, missing, never, PartyRef, RecordedInstant } from "../validation/fields.ts";
import { many } from "../validation/parameters.ts";

/** Promises found in a text, as asked for and as answered. Places are counted in code points, end exclusive. */

/** The longest text that is taken as it is sent; one on record may be as long as those are. */
export const longestText = 1_000_000;
const languageNames = cueLanguages.map(({ name, tag }) => `${name} (\`${tag}\`)`).join(", ");

export const TextToRead = z
  .strictObject({
    text: z
      .string()
      .min(1)
      .exactOptional()
      .meta({ description: `The text, ${longestText.toLocaleString("en")} code points at most; or else \`source\`.` }),
    source: Key.exactOptional().meta({ description: "A source, whose newest text is read, for who may read texts." }),
    language: Language.exactOptional().meta({
      description: `The language of the text: ${languageNames}. Left out: that of the source, else told from the text.`,
    }),
    statedOn: Edtf.exactOptional().meta({
      description:
        "When it was said, from which due words are reckoned. Left out: when the source was published, else today.",
    }),
    parties: z
      .array(PartyRef)
      .max(50)
      .exactOptional()
      .meta({ description: "Who speaks. Left out: those who issued the source, else nobody that is known." }),
    share: z
      .number()
      .min(0)
      .max(1)
      .default(0.4)
      .meta({ description: "The part of the sentences that is to be tinted." }),
  })
  .refine(({ text, source }) => (text === undefined) !== (source === undefined), "give text or source, and not both")
  .meta({
    id: "TextToRead",
    ...never(given("text", "source"), missing("text", "source")),
    description: "A text in which promises are looked for.",
    examples: [{ text: "We will open the bridge by 2027. It is long.", parties: ["KGZ"], statedOn: "2026-03-01" }],
  });
export type TextToRead = z.output<typeof TextToRead>;

const position = z.int().min(0).max(maxTextLength);
const place = { start: position, end: position };

const FiredCue = z
  .strictObject({
    cue: z.string().meta({ description: "Its name in docs/finding-promises.md." }),
    kind: z.enum(cueKinds),
    weight: z.number().meta({ description: "What it adds to the log-odds, marks counted in." }),
    learnt: z.number().meta({ description: "The part of it that comes from accepted and rejected marks." }),
    ...place,
  })
  .meta({ id: "PromiseCue", description: "Words that speak for a promise, or against one." });

const FoundNumber = z
  .strictObject({
    value: z.number(),
    unit: z.string().nullable().meta({ description: "By UCUM, or ISO 4217; null: it counts things." }),
    text: z.string(),
    ...place,
  })
  .meta({ id: "FoundNumber", description: "A number that counts or measures, as a target would hold it." });

const Restates = z
  .strictObject({ id: Id, slug: z.string(), title: z.string(), similarity: z.number().min(0).max(1) })
  .meta({
    id: "RestatedCommitment",
    description: "A commitment on record whose title, summary or a quote of which has the words of a sentence.",
  });

const PromiseSentence = z
  .strictObject({
    ...place,
    exact: z.string(),
    score: z
      .number()
      .min(0)
      .max(1)
      .meta({ description: "How much speaks for a promise: the logistic of all weights." }),
    rank: z.int().min(1).meta({ description: "1 is the best of the text." }),
    tinted: z.boolean().meta({ description: "It is among the share of the best." }),
    opening: z.strictObject(place).nullable().meta({ description: "Of an item: the words its list begins with." }),
    cues: z.array(FiredCue),
    firmness: Firmness.nullable().meta({ description: "How binding its verbs are; null: they do not say." }),
    type: CommitmentType.nullable().meta({ description: "What most of its words are about." }),
    due: z.array(Due.extend(place).meta({ id: "FoundDue", description: "Due words of a sentence, as they are read." })),
    parties: z.array(z.string()).meta({ description: "Codes of the parties that it names." }),
    numbers: z.array(FoundNumber),
    restates: z.array(Restates),
    verdict: Verdict.nullable().meta({
      description: "The mark that stands at this place; null: none, or no analyst asks.",
    }),
  })
  .meta({ id: "PromiseSentence", description: "A sentence, with what speaks for and against its being a promise." });

export const FoundPromises = z
  .strictObject({
    language: z.string(),
    statedOn: Edtf,
    parties: z.array(z.string()),
    basis: z
      .strictObject({
        language: z.enum(["given", "source", "text"]),
        statedOn: z.enum(["given", "source", "today"]),
        parties: z.enum(["given", "source", "none"]),
      })
      .meta({ description: "Where these three come from." }),
    sourceId: Id.nullable(),
    snapshotId: Id.nullable(),
    sha256: z.string().meta({ description: "Of the normalised text, whose places these are." }),
    length: z.int().min(0).meta({ description: "Code points of it." }),
    share: z.number(),
    count: z.int().min(0).meta({ description: "Sentences." }),
    tinted: z.int().min(0).meta({ description: "How many of them are tinted." }),
    learntFrom: z
      .strictObject({ accepted: z.int().min(0), rejected: z.int().min(0) })
      .meta({ description: "The marks that move the weights." }),
    data: z.array(PromiseSentence).meta({ description: "All sentences, in the order of the text." }),
  })
  .meta({ id: "FoundPromises", description: "The sentences of a text, ranked by what speaks for a promise." });
export type FoundPromises = z.infer<typeof FoundPromises>;

const MarkId = z
  .uuid()
  .meta({ description: "Made from the text and the place (UUIDv5, RFC 9562): the same for both." });
export const markParams = z.strictObject({ id: MarkId });

const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, "write a SHA-256 in lower-case hex")
  .meta({ description: "Of a normalised text, as it was answered when promises were looked for in it." });

export const NewPromiseMark = z
  .strictObject({
    source: Key.exactOptional().meta({ description: "Of which source the newest text is marked; or else `sha256`." }),
    sha256: Sha256.exactOptional(),
    ...place,
    exact: line(5000).meta({ description: "The words at this place." }),
    verdict: Verdict,
    language: Language.exactOptional().meta({
      description: "Of the words. Left out: of the source, or told from them.",
    }),
  })
  .refine(
    ({ source, sha256 }) => (source === undefined) !== (sha256 === undefined),
    "give source or sha256, and not both",
  )
  .refine(({ start, end }) => start < end, "`end` comes after `start`")
  .meta({
    id: "NewPromiseMark",
    ...never(given("source", "sha256"), missing("source", "sha256")),
    description: "What was made of a sentence.",
    examples: [{ source: "speech-2023", start: 25, end: 66, exact: "We will build it by 2027.", verdict: "accepted" }],
  });
export type NewPromiseMark = z.output<typeof NewPromiseMark>;

export const PromiseMark = z
  .strictObject({
    id: MarkId,
    sourceId: Id.nullable(),
    sha256: Sha256,
    ...place,
    exact: z.string(),
    verdict: Verdict,
    language: z.string().nullable(),
    cues: z
      .array(z.string())
      .meta({ description: "The cues that the words have by themselves, whose weights it moves." }),
    by: z.string(),
    at: RecordedInstant,
  })
  .meta({ id: "PromiseMark", description: "What a reader made of a sentence." });
export type PromiseMark = z.infer<typeof PromiseMark>;
export const PromiseMarkList = listOf(PromiseMark, "PromiseMarkList");

export const marksQuery = z.strictObject({
  source: Key.optional().meta({ description: "Of the texts of this source." }),
  sha256: Sha256.optional(),
  verdict: many(Verdict).optional(),
  ...paging,
});
