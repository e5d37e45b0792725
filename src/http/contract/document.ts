import { type ProblemCode, problems } from "../../errors/problems.ts";
import { type Access, usualRank } from "./access.ts";
import { mergeVariants, opened, prune, ref } from "./components.ts";
import { headers, limitHeaders, negotiatedHeaders, requestHeaders } from "./headers.ts";
import type { HeaderName } from "./operation.ts";
import { example, problemResponse } from "./problem-responses.ts";

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Schema = { [key: string]: Json };
type Content = Record<string, { schema: Schema }>;

/** A route as its zod schemas were turned into JSON Schema. */
export interface Described {
  operationId: string;
  access: Access;
  isProbe: boolean;
  description?: string;
  method: string;
  params?: Schema;
  querystring?: Schema;
  body?: Schema;
  consumes?: readonly string[];
  optionalBody?: boolean;
  headerNames: readonly HeaderName[];
  problems: readonly ProblemCode[];
  response: Record<string, { description?: string; content: Content }>;
}

export interface OperationObject {
  operationId: string;
  parameters?: Json[];
  requestBody?: Json;
  responses: Record<string, Json>;
  [key: string]: unknown;
}

/** The parts of an OpenAPI 3.1 document that this code works on. */
export interface Document {
  paths: Record<string, Record<string, OperationObject>>;
  components: { schemas: Record<string, Schema>; [kind: string]: Record<string, Json> };
  [key: string]: unknown;
}

/**
 * The document that @fastify/swagger began, with parameters, bodies and answers filled in here: its own rendering loses
 * the examples of 3.1 (https://github.com/fastify/fastify-swagger/issues/954).
 */
export function finishDocument(document: Document, described: ReadonlyMap<string, Described>): Document {
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item)) {
      const route = described.get(operation.operationId);
      if (route) Object.assign(operation, fill(route));
    }
  }
  const finished = mergeVariants({
    ...document,
    components: {
      schemas: document.components.schemas,
      headers: structuredClone(headers) as unknown as Record<string, Json>,
      examples: Object.fromEntries(Object.keys(problems).map((code) => [code, example(code as ProblemCode)])),
      responses: Object.fromEntries(
        [...described.values()]
          .flatMap(problemGroups)
          .map(([, codes]) => [codes.join("."), problemResponse(codes)] as const)
          .toSorted(([x], [y]) => x.localeCompare(y)),
      ),
    },
  });
  const pruned = prune(finished);
  return { ...pruned, components: { ...pruned.components, securitySchemes } };
}

const securitySchemes: Record<string, Json> = {
  bearer: {
    type: "http",
    scheme: "bearer",
    description:
      "An API key, `svd_...`, which an admin makes at /v1/keys. The names in an operation's requirement are roles: `reader`, " +
      "`analyst`, `admin`, each of which may do all that the ones before it may. Where the operator has set an OpenID Connect " +
      "issuer, its access tokens (RFC 9068) are taken as well; /.well-known/oauth-protected-resource names it (RFC 9728).",
  },
};

function fill(route: Described): Partial<OperationObject> {
  const parameters = parametersOf(route);
  return {
    ...guard(route),
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && { requestBody: requestBody(route.body, route) }),
    responses: { ...successes(route), ...failures(route) },
  };
}

/** Who may: for everybody, nobody's credentials are looked at; for anyone, a key may be shown; else it must be. */
function guard({ access, description }: Described): { description?: string; security: Json[] } {
  if (access === "open") return { security: [] };
  const role = usualRank(access);
  if (role === "none") return { security: [{}, { bearer: ["reader"] }] };
  const note = `Needs the role \`${role}\`.`;
  return { description: description ? `${description} ${note}` : note, security: [{ bearer: [role] }] };
}

function parametersOf(route: Described): Json[] {
  const conditions = [
    ...(hasNotModified(route) ? ["IfNoneMatch" as const, "ServandaSeq" as const] : []),
    ...(route.problems.includes("precondition_failed") ? ["IfMatch" as const] : []),
    ...(isOnce(route) ? ["IdempotencyKey" as const] : []),
  ];
  return [
    ...located("path", route.params),
    ...located("query", route.querystring),
    ...conditions.map((name) => structuredClone(requestHeaders[name]) as unknown as Json),
  ];
}

function located(place: "path" | "query", schema: Schema | undefined): Json[] {
  const required = (schema?.required ?? []) as string[];
  return Object.entries((schema?.properties ?? {}) as Record<string, Schema>).map(([name, property]) => {
    const { description, ...rest } = property;
    return {
      name,
      in: place,
      ...(description !== undefined && { description }),
      required: place === "path" || required.includes(name),
      ...(rest.type === "array" && { style: "form", explode: false }),
      schema: rest,
    };
  });
}

function requestBody(schema: Schema, { consumes = ["application/json"], optionalBody = false }: Described): Json {
  const content = consumes.map((type) => [type, { schema: isText(type) ? { type: "string" } : schema }]);
  return { required: !optionalBody, content: Object.fromEntries(content) as Json };
}

const isText = (type: string): boolean => !/[/+]json$/.test(type);

const isSafe = ({ method, access }: Pick<Described, "method" | "access">): boolean =>
  method === "get" || access === "read" || access === "text";

/** Whether an Idempotency-Key is honoured: on every POST but those that only read, and the one that makes API keys. */
const isOnce = (route: Pick<Described, "method" | "operationId" | "access">): boolean =>
  route.method === "post" && !isSafe(route) && route.operationId !== "createKey";

function hasNotModified({ method, headerNames }: Described): boolean {
  return method === "get" && headerNames.includes("ETag");
}

const phrases: Readonly<Record<string, string>> = {
  200: "Done.",
  201: "Created.",
  204: "Done; there is nothing to show.",
};

function successes(route: Described): Record<string, Json> {
  const named = Object.fromEntries(
    [
      ...route.headerNames,
      ...negotiatedHeaders,
      ...(route.isProbe ? [] : limitHeaders),
      ...(isOnce(route) ? ["Idempotency-Replayed"] : []),
      ...(isSafe(route) ? [] : ["Servanda-Seq"]),
    ].map((name) => [name, ref("headers", name)]),
  );
  const answers = Object.entries(route.response).map(([status, { description, content }]) => {
    const body = Object.keys(content).length === 0 ? {} : { content: opened(content) };
    return [status, { description: description ?? phrases[status] ?? "Done.", headers: named, ...body }] as const;
  });
  const notModified = { description: "The client has this already.", headers: named };
  return Object.fromEntries(hasNotModified(route) ? [...answers, ["304", notModified] as const] : answers) as Record<
    string,
    Json
  >;
}

function failures(route: Described): Record<string, Json> {
  const answers = problemGroups(route).map(([status, codes]) => [status, ref("responses", codes.join("."))] as const);
  return Object.fromEntries(answers.toSorted(([a], [b]) => a.localeCompare(b)));
}

function problemGroups(route: Described): [status: string, codes: ProblemCode[]][] {
  return [...Map.groupBy(problemsOf(route), (code) => String(problems[code].status))];
}

/** Every problem that this operation may answer with, the common ones included. */
function problemsOf({
  access,
  isProbe,
  problems: own,
  params,
  querystring,
  body,
  headerNames,
  method,
  operationId,
}: Described): ProblemCode[] {
  const takesInput = params || querystring || body || headerNames.includes("ETag");
  return [
    ...new Set<ProblemCode>([
      "malformed_request",
      ...(takesInput || own.includes("precondition_failed") ? (["invalid_request"] as const) : []),
      ...(body ? (["malformed_json", "too_large"] as const) : []),
      ...(access === "open" ? [] : (["unauthorized", "invalid_token", "forbidden"] as const)),
      ...own,
      ...(own.includes("not_found") || isOnce({ method, operationId, access }) ? (["purged"] as const) : []),
      ...(isOnce({ method, operationId, access })
        ? (["idempotency_key_in_use", "idempotency_key_reused"] as const)
        : []),
      ...(own.includes("precondition_failed") ? (["precondition_required"] as const) : []),
      "not_acceptable",
      "uri_too_long",
      ...(method === "get" && !body ? [] : (["unsupported_media_type"] as const)),
      "request_timeout",
      "headers_too_large",
      ...(isProbe ? [] : (["rate_limited"] as const)),
      "internal",
      ...(isSafe({ method, access }) ? [] : (["insufficient_storage"] as const)),
      "unavailable",
      ...(isProbe ? [] : (["overloaded"] as const)),
    ]),
  ];
}
