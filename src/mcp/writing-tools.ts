import { z } from "zod";
import { NewCommitment } from "../domain/commitment.ts";
import { NewEvent } from "../domain/event.ts";
import { NewSource } from "../domain/source.ts";
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
const SourceInput = z.strictObject({
  source: anything,
  text: z.string().min(1).optional().meta({
    description: "Its whole text as retrieved, in which quotes are looked for; without it they cannot be checked.",
  }),
  withhold: z.boolean().default(false).meta({
    description: "Keep the hash of the text alone, where it must not be republished.",
  }),
  ...manner,
});

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
    const steps = [{ address: "/v1/commitments", body: commitment, at: "/commitment" }];
    return write(bench, { steps, what: "commitment", ...how });
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
    return write(bench, { steps: [{ address, body: event, at: "/event" }], what: "event", ...how });
  },
};

const fileSource: Tool = {
  name: "file_source",
  title: "File a source",
  description:
    "Record a document that is not here yet (search_sources), with its text, so that commitments can rest on its words. A dry run unless `dryRun` is false.",
  writes: true,
  inputSchema: () => withSchema(SourceInput, "source", inputSchemaOf(NewSource)),
  run: async (bench, given) => {
    const { source, text, withhold, ...how } = readInput(SourceInput, given);
    const steps = [{ address: "/v1/sources", body: source, at: "/source" }];
    if (text !== undefined) steps.push({ address: "/v1/sources/$0/snapshots", body: { text, withhold }, at: "" });
    return write(bench, { steps, what: "source", ...how });
  },
};

export const writingTools: readonly Tool[] = [fileSource, fileCommitment, recordEvent];

function withSchema(input: z.ZodType, name: string, schema: JsonSchema): JsonSchema {
  const whole = inputSchemaOf(input);
  return { ...whole, properties: { ...(whole.properties as object), [name]: schema } };
}

/** A request, and where its body stands in what the tool was given. */
interface Step {
  address: string;
  body: Readonly<Record<string, unknown>>;
  at: string;
}

interface Writing {
  /** Done as one: the first records what the tool is about, and `$0` in the address of a later one is its id. */
  steps: readonly Step[];
  what: "commitment" | "event" | "source";
  dryRun: boolean;
  reason?: string | undefined;
  idempotencyKey?: string | undefined;
}

function write(bench: Bench, writing: Writing): Promise<Outcome> {
  return writing.dryRun ? tryOut(bench, writing) : record(bench, writing);
}

const operationsOf = ({ steps }: Writing) => steps.map(({ address, body }) => ({ op: "POST", path: address, body }));

/** @throws Refusal with what would be refused */
async function tryOut({ ask }: Bench, writing: Writing): Promise<Outcome> {
  const answer = await ask({
    method: "POST",
    path: "/v1/batch",
    body: { operations: operationsOf(writing), dryRun: true },
  });
  const [result, ...others] = asRows(accepted({ ...answer, body: placed(answer.body, writing) }).results);
  const { what, steps } = writing;
  const warnings = warned([result, ...others], steps);
  const text = [
    `A dry run: nothing was written. The ${what} would be recorded${result?.slug ? ` as ${String(result.slug)}` : ""}.`,
    ...warnings.text,
    "To record it, ask again with dryRun false.",
  ];
  return { data: { dryRun: true, slug: result?.slug ?? null, warnings: warnings.data }, text: text.join("\n") };
}

/** @throws Refusal */
async function record(bench: Bench, writing: Writing): Promise<Outcome> {
  const { steps, what, reason, idempotencyKey } = writing;
  const [first] = steps as readonly [Step];
  const headers = {
    // A header holds bytes, which Node.js writes one for each character.
    ...(reason !== undefined && { "servanda-reason": Buffer.from(reason, "utf8").toString("latin1") }),
    ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
  };
  const request =
    steps.length === 1
      ? { path: first.address, body: first.body }
      : { path: "/v1/batch", body: { operations: operationsOf(writing) } };
  const answer = await bench.ask({ method: "POST", ...request, headers });
  const done = accepted({ ...answer, body: placed(answer.body, writing) });
  const results = steps.length === 1 ? [done] : asRows(done.results);
  const made =
    steps.length === 1
      ? done
      : accepted(await bench.ask({ method: "GET", path: `${first.address}/${String(results[0]?.id)}` }));
  const warnings = warned(results, steps);
  const text = [`Recorded: ${whereIs(bench, what, made)}`, ...warnings.text];
  return { data: { dryRun: false, [what]: made, warnings: warnings.data }, text: text.join("\n") };
}

function whereIs({ base }: Bench, what: Writing["what"], made: Readonly<Record<string, unknown>>): string {
  if (what === "event") return `${base}/v1/commitments/${String(made.commitmentId)}`;
  return what === "commitment" ? addressOf(base, made) : `${base}/v1/sources/${String(made.slug)}`;
}

/** A problem whose faults point into what the tool was given. */
function placed(body: Readonly<Record<string, unknown>>, { steps }: Writing): Readonly<Record<string, unknown>> {
  if (!Array.isArray(body.errors)) return body;
  const isOfBatch = body.code === "batch_failed";
  const errors = asRows(body.errors).map((fault) => {
    const { pointer } = fault;
    if (typeof pointer !== "string") return fault;
    if (!isOfBatch) return { ...fault, pointer: `${steps[0]?.at}${pointer}` };
    const [, n, inBody] = /^\/operations\/(\d+)\/body(.*)$/s.exec(pointer) ?? [];
    return { ...fault, pointer: inBody === undefined ? "/commitment" : `${steps[Number(n)]?.at}${inBody}` };
  });
  if (!isOfBatch) return { ...body, errors };
  return { ...body, title: "It would be refused", detail: "Nothing was written.", errors };
}

function warned(results: readonly unknown[], steps: readonly Step[]): { data: readonly object[]; text: string[] } {
  const data = results.flatMap((result, n) =>
    asRows(asRow(result).warnings).map((warning) => ({
      ...warning,
      pointer: `${steps[n]?.at}${String(warning.pointer)}`,
    })),
  );
  const text = data.map((warning) => {
    const { pointer, code, detail } = warning as Record<string, unknown>;
    return `- Warning at ${String(pointer)} (${String(code)}): ${String(detail)}`;
  });
  return { data, text };
}
