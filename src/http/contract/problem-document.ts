import { z } from "zod";
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
