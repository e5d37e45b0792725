import { z } from "zod";
import { NearestPassage } from "../../domain/source.ts";
import { mostFaults } from "../../errors/fault-list.ts";
import { type ProblemCode, problems } from "../../errors/problems.ts";

const codes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]];

export const FaultDocument = z
  .object({
    pointer: z.string().optional().describe("JSON Pointer (RFC 6901) to the field of the body; empty: the whole body"),
    parameter: z.string().optional().describe("name of the parameter or header"),
    code: z.string().describe("stable code of this fault"),
    detail: z.string().describe("what is wrong, in words"),
    line: z.int().optional().describe("line of the file, in an import"),
    row: z.int().optional().describe("row of the sheet, in an import of one"),
    column: z.string().optional().describe("column of the sheet, in an import of one"),
    allowed: z
      .array(z.string())
      .optional()
      .describe(
        "what would have been accepted, where it can be listed; said once, with the first of the faults that share it",
      ),
    nearest: NearestPassage.nullable()
      .optional()
      .describe("of words that are not in their source, in an import: its most similar passage, if any"),
  })
  .meta({ id: "Fault", description: "One thing wrong in a request." });

/** RFC 9457 problem details, with this API's members; some codes add members of their own. */
export const ProblemDocument = z
  .looseObject({
    type: z.url().describe("address of the page that explains this problem and its cure"),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().describe("what happened this time"),
    instance: z.string().describe("path of the request"),
    code: z.enum(codes).describe("stable code; what `type` ends in"),
    errors: z.array(FaultDocument).max(mostFaults).optional().describe("the first faults of the request, 20 at most"),
    errorsOmitted: z.int().min(0).optional().describe("how many more faults there are, where not all are in `errors`"),
    requestId: z.string().describe("what to give the operator; also in X-Request-Id"),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem details. Some codes add members of their own." });

const count = z.int().min(0);
const named = z.object({ kind: z.string(), id: z.string(), slug: z.string().nullable().optional() });
const requiredRole = z.string().describe("the lowest role that may").optional();
const place = z.object({ start: z.int(), end: z.int(), prefix: z.string(), suffix: z.string() });
const lineChange = z.object({ line: count, row: count.optional(), slug: z.string(), changed: z.array(z.string()) });
const retryAfterSeconds = z.int().describe("seconds to wait, as in `Retry-After`").optional();

/** The members that some codes add. */
const members: Partial<Record<ProblemCode, z.ZodRawShape>> = {
  unauthorized: { requiredRole },
  forbidden: { requiredRole },
  in_use: { referencedBy: z.array(named).describe("the records that point at it") },
  already_exists: { existing: named.optional().describe("the record that is there") },
  invalid_move: {
    from: z.string().describe("the status before"),
    to: z.string().describe("the status that cannot follow"),
    allowed: z.array(z.string()).describe("the statuses that can"),
    laterEvent: z.string().optional().describe("id of the later event that could not follow"),
  },
  relation_cycle: {
    cycle: z.array(z.object({ id: z.string(), slug: z.string().nullable() })).describe("the way round"),
  },
  changed_since: {
    changed: z.array(z.object({ ...named.shape, currentVersion: z.int() })).describe("the first 20 of them"),
    count: z.int().describe("how many there are"),
  },
  already_superseded: { supersededBy: named },
  precondition_failed: { currentVersion: z.int() },
  quote_not_found: {
    nearest: NearestPassage.nullable(),
    places: z.array(place).optional().describe("where the words stand, but between other words"),
  },
  quote_ambiguous: { count, places: z.array(place).describe("the first of the places where the words stand") },
  rate_limited: { policy: z.string().describe("the limit that was reached"), retryAfterSeconds },
  batch_failed: { failed: count.describe("how many of its operations failed") },
  import_refused: {
    ...{ dryRun: z.boolean(), committed: z.boolean(), stopped: z.boolean() },
    ...{ lines: count, created: count, updated: count, unchanged: count, failed: count },
    changes: z.array(lineChange).optional().describe("what the other lines would change"),
    changesOmitted: count,
    warnings: z.array(FaultDocument).optional(),
    warningsOmitted: count.optional(),
  },
};

/** The name of a problem's schema: `NotFoundProblem`. */
export const problemName = (code: ProblemCode): string => `${pascal(code)}Problem`;

/** A code as a name: `not_found` as `NotFound`. */
export const pascal = (code: string): string => code.replaceAll(/(?:^|_)(\w)/g, (_, letter) => letter.toUpperCase());

/** The problem document of each code, told from others by `code`. */
export const problemSchemas = new Map(
  codes.map((code) => {
    const { status, title } = problems[code];
    const own = z.object({ code: z.literal(code), status: z.literal(status), ...members[code] });
    return [code, ProblemDocument.and(own).meta({ id: problemName(code), description: `${title}.` })] as const;
  }),
);
