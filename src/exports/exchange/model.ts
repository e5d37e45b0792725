import { z } from "zod";
import { CommitmentAnswer } from "../../commitments/embed.ts";
import { Due } from "../../domain/due.ts";
import { Party } from "../../domain/party.ts";
import { Quote } from "../../domain/quote.ts";
import { SnapshotView, Source } from "../../domain/source.ts";

/**
 * The interchange format: one commitment on one line, with all that it rests on, so that another database can take it
 * in. A line is a commitment as answered with everything embedded; docs/export.md says which members an import reads.
 */

const SnapshotBrief = SnapshotView.pick({
  id: true,
  retrievedAt: true,
  mediaType: true,
  sha256: true,
  length: true,
  normalizer: true,
}).meta({ id: "SnapshotBrief", description: "What stands for a text of a source." });

const ExchangeSource = z
  .strictObject({ ...Source.shape, snapshots: z.array(SnapshotBrief) })
  .meta({ id: "ExchangeSource", description: "A source, with the hashes of its texts, oldest first." });

/** What the interchange format has beside what the API answers. */
export const exchangeOnly = {
  statedDue: Due.nullable().meta({ description: "The due date said with the promise, below those that events set." }),
  sources: z.array(ExchangeSource).optional(),
  citedQuotes: z
    .array(Quote)
    .optional()
    .meta({ description: "Quotes that its evidence cites and that are not its own." }),
  citedParties: z
    .array(Party)
    .optional()
    .meta({ description: "Parties that issued its sources, are quoted, or that such parties or its own belong to." }),
};

export const ExchangeLine = z.strictObject({ ...CommitmentAnswer.shape, ...exchangeOnly }).meta({
  id: "ExchangeLine",
  description: "A line of the interchange format: a commitment with all that it rests on.",
});
export type ExchangeLine = z.infer<typeof ExchangeLine>;
