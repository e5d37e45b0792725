import { z } from "zod";
import {
  Id,
  Key,
  Language,
  line,
  missing,
  never,
  PartyRef,
  patchOf,
  prose,
  RecordedInstant,
  Version,
} from "../validation/fields.ts";
import { maxTextLength } from "./anchoring/text.ts";
import { Anchor, QuoteMatch } from "./codelists/codelists.ts";
import { writtenOf } from "./warning.ts";

export const Speaker = z
  .strictObject({
    party: PartyRef.nullable().default(null),
    name: line(200).nullable().default(null),
    office: line(300).nullable().default(null),
  })
  .refine((speaker) => speaker.party !== null || speaker.name !== null, "name a party or a person")
  .meta({
    id: "NewSpeaker",
    ...never(missing("party", "name")),
    description: "Who said it: a party, a person, or both.",
    examples: [{ party: "KGZ", name: "Aktilek Musaeva", office: "Ambassador of Kyrgyzstan to China" }],
  });
const SpeakerView = z
  .strictObject({ party: PartyRef.nullable(), name: z.string().nullable(), office: z.string().nullable() })
  .meta({ id: "Speaker", description: "Who said it." });

const place = { page: line(50).nullable(), article: line(100).nullable(), paragraph: line(100).nullable() };
export const NewLocator = z
  .strictObject({
    page: place.page.default(null),
    article: place.article.default(null),
    paragraph: place.paragraph.default(null),
  })
  .refine(({ page, article, paragraph }) => (page ?? article ?? paragraph) !== null, {
    message: "name a page, an article or a paragraph",
  })
  .meta({
    id: "NewLocator",
    ...never(missing("page", "article", "paragraph")),
    description: "Where an edition has the words, in its own numbering.",
    examples: [{ page: "3", article: "4", paragraph: "4(2)(a)" }],
  });
const Locator = z
  .strictObject(place)
  .meta({ id: "Locator", description: "Where an edition has the words, in its own numbering." });

/** The most that is recorded of the words of a source, in UTF-16 code units. */
export const longestExact = 5000;

/** As answered; where a text is not at hand, nobody knows whether a quote runs on beyond the longest. */
const position = z.int().min(0).nullable();
const writtenPosition = z.int().min(0).max(maxTextLength).nullable();
const selectors = {
  exact: line(longestExact).meta({ description: "The verbatim words (W3C TextQuoteSelector)." }),
  prefix: prose(500).nullable().meta({ description: "The words just before." }),
  suffix: prose(500).nullable().meta({ description: "The words just after." }),
  start: position.meta({ description: "Offset of the first code point (W3C TextPositionSelector)." }),
  end: position.meta({ description: "Offset after the last code point." }),
};
const words = {
  language: Language.nullable(),
  translation: prose(5000)
    .nullable()
    .meta({ description: "The words in English, where they are in another language." }),
  display: prose(5000)
    .nullable()
    .meta({ description: "The words as an edition would print them; what an ellipsis joins, with the ellipsis." }),
};

export const Quote = z
  .strictObject({
    id: Id,
    sourceId: Id,
    snapshotId: Id.nullable().meta({ description: "The snapshot that the anchor was determined against." }),
    ...selectors,
    ...words,
    locator: Locator.nullable(),
    speaker: SpeakerView.nullable(),
    matched: QuoteMatch.nullable().meta({
      description:
        "How the words given were those of the source; null where no text was at hand, and in records from before this was kept.",
    }),
    anchor: Anchor,
    version: Version,
    createdAt: RecordedInstant,
    updatedAt: RecordedInstant,
  })
  .meta({ id: "Quote", description: "Verbatim words of a source, with W3C Web Annotation selectors." });
export type Quote = z.infer<typeof Quote>;

export const QuoteWritten = writtenOf(Quote, "QuoteWritten", "A quote as answered to whoever wrote it.");

/** The words and where they stand, without the source: for a source's own quotes and for evidence. */
export const QuoteWords = z
  .strictObject({
    exact: selectors.exact.meta({
      description:
        "The words, which are recorded as the source has them. Typography makes no difference; an ellipsis joins passages in order.",
    }),
    prefix: selectors.prefix.default(null),
    suffix: selectors.suffix.default(null),
    start: writtenPosition.default(null).meta({ description: "Offset of the first code point." }),
    end: writtenPosition.default(null).meta({ description: "Offset after the last code point." }),
    language: words.language.default(null),
    translation: words.translation.default(null),
    display: words.display.default(null),
    locator: NewLocator.nullable().default(null),
    speaker: Speaker.nullable().default(null),
    accept: z
      .enum(["nearest"])
      .nullable()
      .default(null)
      .meta({
        description:
          "`nearest`: where the words are not in the text, its only passage of a similarity of 0.95 or more is taken; " +
          "where they are there once, whatever stands around them.",
      }),
  })
  .meta({
    id: "QuoteWords",
    description: "A quote of a source that is named elsewhere.",
    examples: [
      { exact: "we plan to sign an agreement to establish cultural centers in Bishkek and Beijing", language: "en" },
    ],
  });
export type QuoteWords = z.output<typeof QuoteWords>;

export const NewQuote = QuoteWords.extend({ sourceId: Key.meta({ description: "The source's id or slug." }) }).meta({
  id: "NewQuote",
  description: "A quote as written.",
  examples: [{ sourceId: "forging-a-shared-future", exact: "We also plan to set up a Luban Workshop." }],
});
export type NewQuote = z.output<typeof NewQuote>;

export const QuotePatch = patchOf(
  QuoteWords.extend({
    speaker: patchOf(Speaker, "SpeakerPatch", "Changes to who said it (JSON Merge Patch)."),
    locator: patchOf(NewLocator, "LocatorPatch", "Changes to where an edition has it (JSON Merge Patch)."),
  }),
  "QuotePatch",
  "Changes to a quote (JSON Merge Patch); the words are located again.",
);
