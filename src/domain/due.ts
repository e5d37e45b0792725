import { z } from "zod";
import { Edtf } from "../dates/edtf.ts";
import { Bound, line } from "../validation/fields.ts";
import { DueBasis } from "./codelists/codelists.ts";

export const Due = z
  .strictObject({
    text: z.string().nullable().meta({ description: "The words, as said." }),
    edtf: Edtf.nullable(),
    earliest: Bound,
    latest: Bound,
    basis: DueBasis,
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
    edtf: Edtf.nullable()
      .default(null)
      .meta({ description: "The date they stand for, where the writer knows better." }),
  })
  .refine((due) => due.text !== null || due.edtf !== null, "give text, edtf, or both")
  .meta({ id: "NewDue", description: "A due date as written.", examples: [{ text: "This year" }, { edtf: "2023" }] });
export type NewDue = z.output<typeof NewDue>;
