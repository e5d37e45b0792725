import { z } from "zod";
import { readingRules } from "../dates/due-words/read.ts";
import { boundsOf, Edtf } from "../dates/edtf.ts";
import { Bound, Language, line, missing, never } from "../validation/fields.ts";
import { DueBasis, type DueReading } from "./codelists/codelists.ts";

export const Reading = z
  .strictObject({
    read: z.array(z.string()).meta({ description: "The words that the date follows from, as written." }),
    unread: z.array(z.string()).meta({ description: "All others." }),
    rule: z.enum(readingRules).meta({
      description:
        "How the date follows from the words - within, deadline (by), before, start (from), interval, duration, event " +
        "(before a summit of that year), policy (of the operator) - or why there is none.",
    }),
  })
  .meta({
    id: "Reading",
    description: "Which of the due words were read. Each letter and digit is in `read` or in `unread`, once.",
    examples: [{ read: ["by 2030"], unread: ["to open the road"], rule: "deadline" }],
  });

const words = {
  language: Language.nullable().meta({ description: "That of the words; without one it is told from them." }),
  translation: line(300).nullable().meta({ description: "The words in English, where they are in another language." }),
};

export const Due = z
  .strictObject({
    text: z.string().nullable().meta({ description: "The words, as said." }),
    language: words.language.exactOptional(),
    translation: words.translation.exactOptional(),
    edtf: Edtf.nullable(),
    earliest: Bound,
    latest: Bound,
    basis: DueBasis,
    reading: Reading.exactOptional().meta({ description: "How the words were read, since words are read whole." }),
  })
  .meta({
    id: "Due",
    description: "When something is due: the words, and the window they stand for.",
    examples: [{ text: "This year", edtf: "2023", earliest: "2023-01-01", latest: "2023-12-31", basis: "relative" }],
  });
export type Due = z.infer<typeof Due>;

export const NewDue = z
  .strictObject({
    text: line(300)
      .nullable()
      .default(null)
      .meta({ description: "The words; resolved against the day they were said when no date is given." }),
    language: words.language.default(null),
    translation: words.translation.default(null),
    edtf: Edtf.nullable()
      .default(null)
      .meta({ description: "The date they stand for, where the writer knows better." }),
  })
  .refine((due) => due.text !== null || due.edtf !== null, "give text, edtf, or both")
  .meta({
    id: "NewDue",
    ...never(missing("text", "edtf")),
    description: "A due date as written.",
    examples: [{ text: "This year" }, { edtf: "2023" }],
  });
export type NewDue = z.output<typeof NewDue>;

/** The day by which it is due, where that was over before a commitment was stated (EDTF); else null. */
export function dueBeforeStated(due: Pick<Due, "latest"> | null, statedOn: string): string | null {
  const stated = boundsOf(statedOn).earliest;
  const latest = due?.latest ?? null;
  return latest !== null && stated !== null && latest < stated ? latest : null;
}

/**
 * Whether the words of a due date came to a date; null where there are no words, or where they were recorded before
 * readings were.
 */
export function dueReading(due: Pick<Due, "text" | "edtf" | "reading"> | null): DueReading | null {
  if (due?.text == null || due.reading === undefined) return null;
  if (due.edtf !== null) return "understood";
  return due.reading.rule === "vague" ? "vague" : "not_understood";
}
