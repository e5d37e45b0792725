import type {
  FastifyPluginAsync,
  FastifyPluginOptions,
  FastifyRequest,
  FastifyTypeProvider,
  RawServerDefault,
} from "fastify";
import { z } from "zod";
import type { ProblemCode } from "../../errors/problems.ts";
import type { Access } from "./access.ts";

/** The sections of the contract, in the order in which the documentation shows them. */
export const tags = {
  commitments: "What was promised, by whom, how firmly, and what became of it.",
  exports: "Everything that a list shows, in the formats of other programs.",
  imports: "Whole files of commitments, all or nothing.",
  events: "The dated entries of a commitment's timeline; they move its status and its due date.",
  milestones: "The criteria by which completion can be checked.",
  assessments: "Dated judgements of fulfilment, each by a named assessor.",
  relations: "How commitments stand to each other: parts, dependencies, successors.",
  timeline: "Everything dated, in one order.",
  statistics: "Commitments counted: by what they share, and over time.",
  quotes: "Verbatim words of a source, anchored in its text.",
  promises: "Finding what may be a promise in a text, and what readers made of it.",
  sources: "The documents that commitments rest on, and their texts as retrieved.",
  parties: "Who promises, and to whom.",
  ledger: "The immutable record of every change: to read, to follow, to undo.",
  webhooks: "Changes as they are written, and what time brings, sent to an address of one's own.",
  codelists: "Every enumeration, with definitions and crosswalks.",
  keys: "Who may write: API keys and their roles.",
  service: "The service itself: index, health, problems and this contract.",
} as const;
export type Tag = keyof typeof tags;

/** Headers of a success answer beyond those that every answer carries. */
export type HeaderName = "ETag" | "Location" | "Link" | "Content-Language" | ExportHeader;
type ExportHeader = "Content-Disposition" | "Servanda-Seq" | "Servanda-Hash" | "Servanda-Count" | "Servanda-Version";

/**
 * A success answer: its schema, null for no body, or one schema for each media type. The contract describes the first
 * type and names the others.
 */
export type Answer = z.ZodType | null | { content: Content };
type Content = Readonly<Record<string, z.ZodType>>;

interface Operation<P, Q, B> {
  id: string;
  tag: Tag;
  /** What it does, from which follows the role that it needs. */
  access: Access;
  /** It asks after the service itself: it is answered whatever the load, and never counted. */
  isProbe?: boolean;
  summary: string;
  description?: string;
  params?: P;
  query?: Q;
  body?: B;
  /** Media types of the body; application/json unless said otherwise. */
  consumes?: readonly string[];
  /** Those of them that may be in any charset, which the handler reads; others are UTF-8. */
  anyCharset?: readonly string[];
  answers: Readonly<Record<number, Answer>>;
  /** Media types among the answers that `?format=` alone gives, never `Accept`. */
  byName?: readonly string[];
  headers?: readonly HeaderName[];
  /** The problems of this operation beside those that any operation may give. */
  problems?: readonly ProblemCode[];
}

/**
 * The schema of a route: an operation, with its query and its headers under names that Fastify has no other use for.
 */
export interface OperationSchema
  extends Omit<Operation<z.ZodType | undefined, never, z.ZodType | undefined>, "query" | "headers"> {
  querystring: z.ZodType;
  headerNames: readonly HeaderName[];
  /** It is left out of the contract. */
  hide?: boolean;
}

/** An operation and where it is served: `GET`, `/v1/parties/:code`. */
export interface Route {
  method: string;
  url: string;
  schema: OperationSchema;
}

/** What may be known of a route by its schema; those of plugins say no more than who may ask. */
export type ServedSchema = Partial<OperationSchema>;

type Part<K extends string, S> = S extends z.ZodType ? { [Key in K]: S } : object;

interface ZodTypes extends FastifyTypeProvider {
  validator: this["schema"] extends z.ZodType ? z.output<this["schema"]> : unknown;
}

/** The routes of one noun; the types of their requests are those of their schemas. */
export type Routes<Options extends FastifyPluginOptions = FastifyPluginOptions> = FastifyPluginAsync<
  Options,
  RawServerDefault,
  ZodTypes
>;

/** A route that takes no parameters refuses them all, as the others refuse those they do not know. */
const noParameters = z.strictObject({});

/** The schema of a Fastify route: what it takes, what it answers, and how the contract describes both. */
export function operation<P, Q, B>({
  query,
  headers = [],
  ...rest
}: Operation<P, Q, B>): Part<"params", P> & Part<"querystring", Q> & Part<"body", B> {
  const consumes = rest.body === undefined ? {} : { consumes: rest.consumes ?? ["application/json"] };
  const schema = { ...rest, ...consumes, querystring: query ?? noParameters, headerNames: headers };
  return schema as unknown as Part<"params", P> & Part<"querystring", Q> & Part<"body", B>;
}

/** The schema of each media type of an answer. */
export function contentOf(answer: Answer): Content {
  if (answer === null) return {};
  return "content" in answer ? answer.content : { "application/json": answer };
}

const produced = new WeakMap<ServedSchema, readonly string[]>();

/** The media types that a route answers with when it succeeds, for `Accept` to choose from. */
export function producedTypes(schema: ServedSchema): readonly string[] {
  const known = produced.get(schema);
  if (known !== undefined) return known;
  const { answers = {}, byName = [] } = schema;
  const successes = Object.entries(answers).filter(([status]) => status.startsWith("2"));
  const types = new Set(successes.flatMap(([, answer]) => Object.keys(contentOf(answer))));
  const offered = [...types].filter((type) => !byName.includes(type));
  produced.set(schema, offered);
  return offered;
}

/** Whether a route, by its schema, is a probe. */
export function isProbe(schema: unknown): boolean {
  return (schema as ServedSchema | undefined)?.isProbe ?? false;
}

const safe: readonly string[] = ["GET", "HEAD", "QUERY"];

/** Whether an operation reads and no more, by its method or by what it does. */
export function isReading(method: string, { access }: ServedSchema): boolean {
  return safe.includes(method) || access === "read" || access === "text";
}

/** Whether a request reads and no more. */
export function isSafe({ method, routeOptions }: Pick<FastifyRequest, "method" | "routeOptions">): boolean {
  return isReading(method, (routeOptions.schema ?? {}) as ServedSchema);
}

/** What these answer holds a secret that is not stored, but for its hash; or they change nothing. */
const unkept: readonly string[] = ["createKey", "readSheet"];

/** Whether an Idempotency-Key is honoured: on every POST but those that change nothing, or answer with a secret. */
export function isOnce(method: string, schema: ServedSchema): boolean {
  return method === "POST" && !isReading(method, schema) && !unkept.includes(schema.id ?? "");
}
