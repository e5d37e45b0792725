import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Commitment } from "../../domain/commitment.ts";
import type { Source } from "../../domain/source.ts";
import { AppError, underway } from "../../errors/errors.ts";
import type { Kind } from "../../store/port/entities.ts";
import type { KeptAnswer, Taken } from "../../store/port/idempotency.ts";
import { type Line, tells } from "../../store/port/store.ts";
import { contextOf } from "../request/context.ts";
import { baseUrl, pathOf } from "../request/url.ts";

/**
 * Answers that were not kept, since their process died between commit and answer or since they are long: made again
 * from the lines of the ledger that their requests wrote.
 */

interface Asked {
  request: FastifyRequest;
  path: string;
  lines: readonly Line[];
  /** The answer to a GET of this address, as of the last of these lines. */
  readThen: (address: string) => Promise<Pick<KeptAnswer, "headers" | "body">>;
}
/** Null where nothing was made, and asking again does no harm (a text that is there already). */
type Answer = (asked: Asked) => Promise<KeptAnswer | null> | KeptAnswer | null;

/** By the last part of a path. */
const answers: Readonly<Record<string, Answer>> = {
  commitments: created("commitment", ({ data }) => `/v1/commitments/${(data as Commitment).slug}`),
  events: created("event", ({ commitmentId, id }) => `/v1/commitments/${commitmentId}/events/${id}`),
  milestones: created("milestone", ({ commitmentId, id }) => `/v1/commitments/${commitmentId}/milestones/${id}`),
  assessments: created("assessment", ({ commitmentId, id }) => `/v1/commitments/${commitmentId}/assessments/${id}`),
  relations: created("relation", ({ id }, path) => `${path}/${id}`),
  quotes: created("quote", ({ id }) => `/v1/quotes/${id}`),
  sources: created("source", ({ data }) => `/v1/sources/${(data as Source).slug}`),
  parties: created("party", ({ id }) => `/v1/parties/${id}`),
  measurements: measured,
  restore: async ({ path, readThen }) => ({ status: 200, ...(await readThen(path.slice(0, -"/restore".length))) }),
};

const answerTo = (path: string): Answer | undefined => {
  const last = path.slice(path.lastIndexOf("/") + 1);
  return Object.hasOwn(answers, last) ? answers[last] : undefined;
};

export const canBeMadeAgain = (path: string): boolean => answerTo(path) !== undefined;

/**
 * The answer to a request that took effect, with the record as it was just then; null where it wrote nothing.
 * @throws AppError purged, idempotency_key_in_use
 */
export async function madeAgain(
  app: FastifyInstance,
  request: FastifyRequest,
  taken: Taken,
): Promise<KeptAnswer | null> {
  const path = pathOf(request.url);
  if (taken.tx === null) return null;
  const lines = await contextOf(request).store.linesOf([taken.tx]);
  if (lines.some((line) => !tells(line)))
    throw new AppError("purged", "What this request wrote was purged since: its answer is not given again.");
  const { authorization = "", host = "" } = request.headers;
  const readThen = async (address: string) => {
    const url = `${address}?asOf=seq:${lines.at(-1)?.seq}`;
    const { statusCode, headers, body } = await app.inject({ url, headers: { authorization, host } });
    if (statusCode !== 200) throw underway(taken.key);
    return { headers: { "content-type": String(headers["content-type"]), etag: String(headers.etag) }, body };
  };
  return (await answerTo(path)?.({ request, path, lines, readThen })) ?? null;
}

/** Where a collection takes records of a kind: the one that was made. `addressOf` it, by its line. */
function created(kind: Kind, addressOf: (line: Line, path: string) => string): Answer {
  return async ({ request, path, lines, readThen }) => {
    const made = lines.find((line) => line.op === "create" && line.kind === kind);
    if (made === undefined) return null;
    const address = addressOf(made, path);
    const { headers, body } = await readThen(address);
    return { status: 201, headers: { ...headers, location: `${baseUrl(request)}${address}` }, body };
  };
}

/** The target that was measured: it is a part of its commitment, and has no address of its own. */
function measured({ request, lines }: Asked): KeptAnswer | null {
  const { targetId } = request.params as { targetId?: string };
  const { slug, targets = [] } = (lines.find(({ kind }) => kind === "commitment")?.data ?? {}) as Partial<Commitment>;
  const target = targets.find(({ id }) => id === targetId);
  if (target === undefined) return null;
  const location = `${baseUrl(request)}/v1/commitments/${slug}/targets`;
  const headers = { "content-type": "application/json; charset=utf-8", location };
  return { status: 201, headers, body: JSON.stringify(target) };
}
