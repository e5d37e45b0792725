import { z } from "zod";
import { readingRules, resolveDue } from "../dates/due-words/read.ts";
import { Edtf, plainDate } from "../dates/edtf.ts";
import { DueBasis } from "../domain/codelists/codelists.ts";
import { dueReading, Reading } from "../domain/due.ts";
import { Warning } from "../domain/warning.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { contextOf } from "../http/request/context.ts";
import { checkKnown } from "../records/records.ts";
import { countriesOf, notUnderstood } from "../records/resolve-due.ts";
import { Bound, Language, line, PartyCode } from "../validation/fields.ts";
import { many } from "../validation/parameters.ts";

const query = z.strictObject({
  text: line(300).meta({ description: "The words.", examples: ["by the end of next year"] }),
  statedOn: Edtf.optional().meta({ description: "The day they were said (EDTF); today when left out." }),
  language: Language.optional().meta({ description: "Their language; told from the words when left out." }),
  promisor: many(PartyCode)
    .optional()
    .meta({
      description:
        "Who promises: decides which half of the globe a season is of, and when a fiscal year begins. Without one, " +
        "seasons are those of the north, and fiscal years are not read.",
    }),
});

const DueWords = z
  .strictObject({
    text: z.string(),
    statedOn: Edtf,
    language: Language.nullable(),
    edtf: Edtf.nullable(),
    earliest: Bound,
    latest: Bound,
    basis: DueBasis,
    reading: Reading,
    warnings: z.array(Warning),
  })
  .meta({
    id: "DueWords",
    description: "What due words would be read as.",
    examples: [
      {
        ...{ text: "by the end of next year", statedOn: "2023-05-26", language: "en" },
        ...{ edtf: "../2024", earliest: null, latest: "2024-12-31", basis: "relative" },
        reading: { read: ["by the end of next year"], unread: [], rule: readingRules[1] },
        warnings: [],
      },
    ],
  });

export const dueWordsRoutes: Routes = async (app) => {
  app.get(
    "/v1/due-words",
    {
      schema: operation({
        id: "readDueWords",
        tag: "commitments",
        access: "read",
        summary: "Read due words, without recording anything",
        description: "What a write would read out of the words: the window of dates, and which words gave it.",
        query,
        answers: { 200: DueWords },
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const { text, language = null, promisor = [] } = req.query;
      const statedOn = req.query.statedOn ?? plainDate(ctx.now());
      await checkKnown(ctx, "party", "promisor", promisor);
      const parties = countriesOf(promisor);
      const due = resolveDue({ text }, statedOn, { language, parties, policy: ctx.duePolicy });
      const { edtf, earliest, latest, basis, reading } = due;
      const read = { text, edtf, ...(reading && { reading }) };
      const isDoubtful = dueReading(read) === "not_understood";
      const warnings = isDoubtful ? [{ pointer: "/text", ...notUnderstood(read) }] : [];
      return reply.send({ text, statedOn, language, edtf, earliest, latest, basis, reading, warnings });
    },
  );
};
