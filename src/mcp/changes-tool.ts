import { z } from "zod";
import { RecordKind } from "../ledger/model.ts";
import { Key } from "../validation/fields.ts";
import { many } from "../validation/parameters.ts";
import { type Ask, withQuery } from "./ask.ts";
import { inputSchemaOf } from "./input-schema.ts";
import { accepted, Refusal, readInput, type Tool } from "./tool.ts";
import { asRow, asRows, changeLine } from "./words.ts";

const Input = z.strictObject({
  since: z.union([z.int().min(0), z.string().min(1).max(100)]).meta({
    description:
      "Changes after this line of the ledger (a number: `page.next` or `head.seq` of the answer before), or since an instant or a day (2024-07-01T00:00:00Z, 2024-07-01).",
  }),
  kind: many(RecordKind).optional().meta({ description: "Of these kinds of record alone." }),
  commitment: Key.optional().meta({ description: "Of one commitment alone, by slug or id." }),
  full: z.boolean().default(false).meta({ description: "With the whole records, as they were written." }),
  limit: z.int().min(1).max(200).default(20).meta({ description: "Lines of a page, 1 to 200." }),
});

export const changesSince: Tool = {
  name: "changes_since",
  title: "What changed",
  description:
    "Every change of the record since a line of its ledger or a moment, deletions included: what was done to which record, when, by whom and why. To go on later, keep `head.seq`. For what became of commitments between two moments, ask compare.",
  writes: false,
  inputSchema: () => inputSchemaOf(Input),
  run: async ({ ask, base }, given) => {
    const { since, full, kind, commitment, limit } = readInput(Input, given);
    const after = await lineOf(ask, since);
    const address = withQuery("/v1/changes", { since: after, kind, commitment, limit });
    const { data, page, head } = accepted(await ask({ method: "GET", path: address }));
    const lines = asRows(data);
    const named = lines.map(({ data: record, ...line }) => ({ ...line, name: nameOf(asRow(record)) }));
    const { next } = asRow(page);
    const { seq } = asRow(head);
    const more =
      next === null ? `The ledger's head is ${String(seq)}.` : `There are more: ask again since ${String(next)}.`;
    const text = [
      ...named.map((line) => changeLine(base, line)),
      ...(lines.length === 0 ? ["Nothing changed."] : []),
      more,
    ];
    return { data: { data: full ? data : named, page, head }, text: text.join("\n") };
  },
};

const isLine = /^\d{1,15}$/;
const isDay = /^\d{4}-\d\d-\d\d$/;

/** The newest line of the ledger by a moment, as the API dates it. @throws Refusal */
async function lineOf(ask: Ask, since: number | string): Promise<string> {
  const given = String(since);
  if (isLine.test(given)) return given;
  const asOf = isDay.test(given) ? `${given}T00:00:00Z` : given;
  const answer = await ask({ method: "GET", path: withQuery("/v1/commitments", { limit: 1, fields: "slug", asOf }) });
  try {
    accepted(answer);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const errors = asRows(error.problem.errors).map((fault) => ({ ...fault, parameter: "since" }));
    throw new Refusal({ ...error.problem, errors });
  }
  return answer.headers["servanda-seq"] ?? "0";
}

/** What people call a record. */
function nameOf({ title, name, exact, slug }: Readonly<Record<string, unknown>>): string | null {
  const found = [title, name, exact, slug].find((each) => typeof each === "string");
  return typeof found === "string" ? found : null;
}
