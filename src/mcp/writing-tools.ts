import { z } from "zod";
import { NewCommitment } from "../domain/commitment.ts";
import { NewEvent } from "../domain/event.ts";
import { Key } from "../validation/fields.ts";
import { path } from "./ask.ts";
import { inputSchemaOf, type JsonSchema } from "./input-schema.ts";
import { accepted, type Bench, type Outcome, readInput, type Tool } from "./tool.ts";
import { addressOf, asRow, asRows } from "./words.ts";

/** Tools that write: each does the same in a batch that is taken back, unless it is told otherwise. */

const manner = {
  dryRun: z.boolean().default(true).meta({
    description: "Judge it by every rule and write nothing; false: record it, once a person has agreed.",
  }),
  reason: z
    .string()
    .min(1)
    .max(500)
    .regex(/^[^\p{Cc}]*$/u, "must not hold line breaks or control characters")
    .optional()
    .meta({ description: "Why it is recorded: kept in the ledger, for everybody to read." }),
  idempotencyKey: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, "use 1 to 255 printable ASCII characters, such as a UUID")
    .optional()
    .meta({ description: "With the same key the same is recorded once, however often it is sent." }),
};
const anything = z.record(z.string(), z.unknown());
const CommitmentInput = z.strictObject({ commitment: anything, ...manner });
const EventInput = z.strictObject({ commitment: Key, event: anything, ...manner });

/** What most commitments have; the API takes every member of NewCommitment. */
const usual = { slug: true, title: true, summary: true, type: true, parties: true, firmness: true } as const;
const mostOf = { ...usual, statedOn: true, due: true, sectors: true, tags: true, quotes: true } as const;

const fileCommitment: Tool = {
  name: "file_commitment",
  title: "File a commitment",
  description:
    "Record a new commitment with the verbatim words that it rests on, which must stand in the text of their source (check_quote). A dry run unless `dryRun` is false. Every member that POST /v1/commitments takes may be given.",
  writes: true,
  inputSchema: () => withSchema(CommitmentInput, "commitment", inputSchemaOf(NewCommitment.pick(mostOf), true)),
  run: async (bench, given) => {
    const { commitment, ...how } = readInput(CommitmentInput, given);
    return write(bench, {
      address: "/v1/commitments",
      body: commitment,
      at: "/commitment",
      what: "commitment",
      ...how,
    });
  },
};

const recordEvent: Tool = {
  name: "record_event",
  title: "Record an event",
  description:
    "Record what happened to a commitment: status and due date follow from it. Name the evidence. A dry run unless `dryRun` is false.",
  writes: true,
  inputSchema: () => withSchema(EventInput, "event", inputSchemaOf(NewEvent)),
  run: async (bench, given) => {
    const { commitment, event, ...how } = readInput(EventInput, given);
    const address = path`/v1/commitments/${commitment}/events`;
    return write(bench, { address, body: event, at: "/event", what: "event", ...how });
  },
};

export const writingTools: readonly Tool[] = [fileCommitment, recordEvent];

function withSchema(input: z.ZodType, name: string, schema: JsonSchema): JsonSchema {
  const whole = inputSchemaOf(input);
  return { ...whole, properties: { ...(whole.properties as object), [name]: schema } };
}

interface Writing {
  address: string;
  body: Readonly<Record<string, unknown>>;
  /** Where the body stands in what the tool was given. */
  at: string;
  what: string;
  dryRun: boolean;
  reason?: string | undefined;
  idempotencyKey?: string | undefined;
}

function write(bench: Bench, writing: Writing): Promise<Outcome> {
  return writing.dryRun ? tryOut(bench, writing) : record(bench, writing);
}

/** @throws Refusal with what would be refused */
async function tryOut({ ask }: Bench, { address, body, at, what }: Writing): Promise<Outcome> {
  const operations = [{ op: "POST", path: address, body }];
  const answer = await ask({ method: "POST", path: "/v1/batch", body: { operations, dryRun: true } });
  const moved = { ...answer, body: placed(answer.body, "/operations/0/body", at) };
  const [result] = asRows(accepted(moved).results);
  const warnings = warned(result?.warnings, at);
  const text = [
    `A dry run: nothing was written. The ${what} would be recorded${result?.slug ? ` as ${String(result.slug)}` : ""}.`,
    ...warnings.text,
    "To record it, ask again with dryRun false.",
  ];
  return { data: { dryRun: true, slug: result?.slug ?? null, warnings: warnings.data }, text: text.join("\n") };
}

/** @throws Refusal */
async function record(
  { ask, base }: Bench,
  { address, body, at, what, reason, idempotencyKey }: Writing,
): Promise<Outcome> {
  const headers = {
    // A header holds bytes, which Node.js writes one for each character.
    ...(reason !== undefined && { "servanda-reason": Buffer.from(reason, "utf8").toString("latin1") }),
    ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
  };
  const answer = await ask({ method: "POST", path: address, body, headers });
  const made = accepted({ ...answer, body: placed(answer.body, "", at) });
  const warnings = warned(made.warnings, at);
  const where = what === "commitment" ? addressOf(base, made) : `${base}/v1/commitments/${String(made.commitmentId)}`;
  const text = [`Recorded: ${where}`, ...warnings.text];
  return { data: { dryRun: false, [what]: made, warnings: warnings.data }, text: text.join("\n") };
}

/** A problem whose faults point into what the tool was given. */
function placed(body: Readonly<Record<string, unknown>>, from: string, at: string): Readonly<Record<string, unknown>> {
  if (!Array.isArray(body.errors)) return body;
  const errors = asRows(body.errors).map((fault) => {
    const { pointer } = fault;
    if (typeof pointer !== "string") return fault;
    if (from === "") return { ...fault, pointer: `${at}${pointer}` };
    return { ...fault, pointer: pointer.startsWith(from) ? `${at}${pointer.slice(from.length)}` : "/commitment" };
  });
  if (body.code !== "batch_failed") return { ...body, errors };
  return { ...body, title: "It would be refused", detail: "Nothing was written.", errors };
}

function warned(warnings: unknown, at: string): { data: readonly object[]; text: string[] } {
  const data = asRows(warnings).map((warning) => ({ ...warning, pointer: `${at}${String(asRow(warning).pointer)}` }));
  const text = data.map((warning) => {
    const { pointer, code, detail } = warning as Record<string, unknown>;
    return `- Warning at ${String(pointer)} (${String(code)}): ${String(detail)}`;
  });
  return { data, text };
}
