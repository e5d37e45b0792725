import type { FastifyRequest } from "fastify";
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
  sources: "The documents that commitments rest on, and their texts as retrieved.",
  parties: "Who promises, and to whom.",
  ledger: "The immutable record of every change.",
  codelists: "Every enumeration, with definitions and crosswalks.",
  keys: "Who may write: API keys and their roles.",
  service: "The service itself: index, health, problems and this contract.",
} as const;
export type Tag = keyof typeof tags;

/** Headers of a success answer beyond those that every answer carries. */
export type HeaderName = "ETag" | "Location" | "Link" | ExportHeader;
type ExportHeader = "Content-Disposition" | "Servanda-Seq" | "Servanda-Hash" | "Servanda-Count" | "Servanda-Version";

/** A success answer: its schema, null for no body, or one schema for each media type. */
export type Answer = z.ZodType | null | { description?: string; content: Readonly<Record<string, z.ZodType>> };

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
  answers: Readonly<Record<number, Answer>>;
  /** Media types among the answers that \`?format=\` alone gives, never \`Accept\`. */
  byName?: readonly string[];
  headers?: readonly HeaderName[];
  /** The problems of this operation beside those that any operation may give. */
  problems?: readonly ProblemCode[];
  deprecated?: boolean;
}

type Content = Readonly<Record<string, { schema: z.ZodType }>>;

/** What the contract and the error handler read from the schema of a route. */
export interface ServedSchema {
  operationId?: string;
  access?: Access;
  isProbe?: boolean;
  consumes?: readonly string[];
  byName?: readonly string[];
  headerNames?: readonly HeaderName[];
  problems?: readonly ProblemCode[];
  response?: Readonly<Record<string, { description?: string; content: Content }>>;
}

type Part<K extends string, S> = S extends z.ZodType ? { [Key in K]: S } : object;

/** A route that takes no parameters refuses them all, as the others refuse those they do not know. */
const noParameters = z.strictObject({});

/** The schema of a Fastify route: what it takes, what it answers, and how the contract describes both. */
export function operation<P, Q, B>(
  definition: Operation<P, Q, B>,
): Part<"params", P> & Part<"querystring", Q> & Part<"body", B> {
  const { id, tag, summary, description, deprecated, params, query, body, consumes, answers, headers, problems } =
    definition;
  const schema = {
    operationId: id,
    access: definition.access,
    isProbe: definition.isProbe ?? false,
    tags: [tag],
    summary,
    ...(description && { description }),
    ...(deprecated && { deprecated }),
    ...(params !== undefined && { params }),
    querystring: query ?? noParameters,
    ...(body !== undefined && { body, consumes: consumes ?? ["application/json"] }),
    ...(body instanceof z.ZodOptional && { optionalBody: true }),
    byName: definition.byName ?? [],
    headerNames: headers ?? [],
    problems: problems ?? [],
    response: Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, toResponse(answer)])),
  };
  return schema as unknown as Part<"params", P> & Part<"querystring", Q> & Part<"body", B>;
}

function toResponse(answer: Answer): { description?: string; content: Content } {
  if (answer === null) return { content: {} };
  if (!("content" in answer)) return { content: { "application/json": { schema: answer } } };
  const content = Object.entries(answer.content).map(([type, schema]) => [type, { schema }]);
  return { ...(answer.description && { description: answer.description }), content: Object.fromEntries(content) };
}

/** The media types that a route answers with when it succeeds, for \`Accept\` to choose from. */
export function producedTypes({ response = {}, byName = [] }: ServedSchema): string[] {
  const answers = Object.entries(response).filter(([status]) => status.startsWith("2"));
  const types = new Set(answers.flatMap(([, { content }]) => Object.keys(content)));
  return [...types].filter((type) => !byName.includes(type));
}

/** Whether a route, by its schema, is a probe. */
export function isProbe(schema: unknown): boolean {
  return (schema as ServedSchema | undefined)?.isProbe ?? false;
}

const safe: readonly string[] = ["GET", "HEAD", "QUERY"];

/** Whether a request reads and no more, by its method or by what its route does. */
export function isSafe({ method, routeOptions }: Pick<FastifyRequest, "method" | "routeOptions">): boolean {
  const { access } = (routeOptions.schema ?? {}) as ServedSchema;
  return safe.includes(method) || access === "read" || access === "text";
}
