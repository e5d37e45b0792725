import { z } from "zod";
import { Edtf, Instant } from "../dates/edtf.ts";
import {
  Bound,
  Id,
  Language,
  line,
  PartyRef,
  patchOf,
  RecordedInstant,
  Slug,
  Version,
  WebUrl,
} from "../validation/fields.ts";
import { maxTextLength } from "./anchoring/text.ts";
import { Anchor, SourceKind } from "./codelists/codelists.ts";

const fields = {
  slug: Slug,
  kind: SourceKind,
  title: line(500),
  publisher: line(300).nullable(),
  author: line(300).nullable(),
  url: WebUrl.nullable(),
  archiveUrl: WebUrl.nullable(),
  language: Language.nullable(),
  publishedOn: Edtf.nullable().meta({ description: "When it was published (EDTF)." }),
  issuedBy: z
    .array(PartyRef)
    .max(50)
    .meta({ description: "The parties that issued it; empty: independent of every party." }),
};

export const Source = z
  .strictObject({
    id: Id,
    ...fields,
    publishedEarliest: Bound,
    publishedLatest: Bound,
    version: Version,
    createdAt: RecordedInstant,
    updatedAt: RecordedInstant,
  })
  .meta({ id: "Source", description: "A document: a treaty, a communique, a speech, an article." });
export type Source = z.infer<typeof Source>;

export const NewSource = z
  .strictObject({
    ...fields,
    slug: Slug.optional().meta({ description: "Made from the title when left out." }),
    publisher: fields.publisher.default(null),
    author: fields.author.default(null),
    url: fields.url.default(null),
    archiveUrl: fields.archiveUrl.default(null),
    language: fields.language.default(null),
    publishedOn: fields.publishedOn.default(null),
    issuedBy: fields.issuedBy.default([]),
  })
  .meta({
    id: "NewSource",
    description: "A source as written.",
    examples: [
      { kind: "joint_statement", title: "Joint declaration", publishedOn: "2023-05-18", issuedBy: ["KGZ", "CHN"] },
    ],
  });
export type NewSource = z.output<typeof NewSource>;

export const SourcePatch = patchOf(NewSource, "SourcePatch", "Changes to a source (JSON Merge Patch).");

const snapshotFields = {
  retrievedAt: RecordedInstant,
  mediaType: z
    .string()
    .regex(/^[a-z]+\/[a-z0-9.+-]+$/)
    .max(100)
    .meta({ examples: ["text/plain"] }),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ description: "SHA-256 of the normalised text as UTF-8, in hex." }),
  length: z.int().min(0).max(maxTextLength).meta({ description: "Length of the normalised text in code points." }),
};

/** The record as it is stored, with the text. */
export interface Snapshot {
  id: string;
  sourceId: string;
  retrievedAt: string;
  mediaType: string;
  sha256: string;
  length: number;
  normalizer: string;
  text: string | null;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** A snapshot as the ledger keeps it: `sha256` in place of the text, since the ledger may be open to more readers. */
export type RecordedSnapshot = Omit<Snapshot, "text"> & { hasText: boolean };

export const SnapshotView = z
  .strictObject({
    id: Id,
    sourceId: Id,
    ...snapshotFields,
    normalizer: z.string().meta({ description: "Name and version of the normalisation before hashing and counting." }),
    hasText: z.boolean().meta({ description: "Whether the text is kept here, or its hash and length alone." }),
    version: Version,
    createdAt: RecordedInstant,
  })
  .meta({ id: "Snapshot", description: "One immutable text of a source as retrieved, or its hash alone." });

export const NearestPassage = z
  .strictObject({
    start: z.int(),
    end: z.int(),
    text: z.string(),
    similarity: z.number().meta({ description: "0 to 1; at 1 only case, spacing and typography differ." }),
  })
  .meta({ id: "NearestPassage", description: "The passage most like the words, by code points, end exclusive." });

export const Reanchored = z
  .strictObject({
    quoteId: Id,
    from: Anchor,
    to: Anchor,
    start: z.int().min(0).nullable(),
    end: z.int().min(0).nullable(),
    exact: z.string().exactOptional().meta({
      description: "The words as this text sets them, where only their typography differs: the quote has them now.",
    }),
    nearest: NearestPassage.nullable(),
    compared: z
      .literal(false)
      .exactOptional()
      .meta({
        description:
          "The words are not in the text; whether a similar passage is was not looked for, since the text is long and many " +
          "quotes are not in it. POST the words as a quote to be told the nearest.",
      }),
  })
  .meta({ id: "Reanchored", description: "What a new text did to a quote; `nearest` is a proposal, never applied." });
export type Reanchored = z.infer<typeof Reanchored>;

export const SnapshotTaken = SnapshotView.extend({ reanchored: z.array(Reanchored) }).meta({
  id: "SnapshotTaken",
  description: "The snapshot, and every quote of the source that it moved, changed or confirmed.",
});

export const NewSnapshot = z
  .strictObject({
    text: z.string().min(1).optional().meta({ description: "The text. Left out: hash and length alone are recorded." }),
    retrievedAt: Instant.optional().meta({ description: "When the text was retrieved; now when left out." }),
    mediaType: snapshotFields.mediaType.default("text/plain"),
    sha256: snapshotFields.sha256.optional().meta({ description: "Needed without a text; with one, it must match." }),
    length: snapshotFields.length.optional().meta({ description: "Needed without a text; with one, it must match." }),
    withhold: z
      .boolean()
      .default(false)
      .meta({ description: "Check the quotes against the text, then keep only its hash." }),
  })
  .meta({
    id: "NewSnapshot",
    description: "A text of the source, or its hash.",
    examples: [{ text: "We plan to sign an agreement this year." }],
  });
export type NewSnapshot = z.output<typeof NewSnapshot>;

/** A snapshot as answered: the text itself has an address of its own. */
export function viewSnapshot(snapshot: Snapshot): z.infer<typeof SnapshotView> {
  const { text, updatedAt: _, version, createdAt, ...rest } = snapshot;
  return { ...rest, hasText: text !== null, version, createdAt };
}
