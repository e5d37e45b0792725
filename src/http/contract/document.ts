import { z } from "zod";
import { usualRank } from "./access.ts";
import { headers, limitHeaders, negotiatedHeaders, requestHeaders } from "./headers.ts";
import { contentOf, isOnce, isReading, type OperationSchema, type Route } from "./operation.ts";
import { ProblemDocument } from "./problem-document.ts";
import { problemComponents, problemsByStatus } from "./problem-responses.ts";
import { describeSchemas, ref, refs } from "./schemas.ts";
import type { Document, Json, OperationObject, Schema } from "./types.ts";

type Schemas = ReturnType<typeof describeSchemas>;

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

/**
 * What the contract says of these routes. It goes through text, where zod's references are put right; then no object
 * stands in two places, which YAML would show as aliases.
 */
export function describeOperations(routes: readonly Route[]): Pick<Document, "components" | "paths"> {
  const asked = routes.flatMap(({ schema: { params, querystring, body } }) => [params, querystring, body]);
  const answered = routes.flatMap(({ schema }) => Object.values(schema.answers)).map(contentOf);
  const schemas = describeSchemas(
    asked.filter((part) => part !== undefined),
    [ProblemDocument, ...answered.flatMap((content) => Object.values(content))],
  );
  const items = [...Map.groupBy(routes, ({ url }) => url.replaceAll(/:(\w+)/g, "{$1}"))].map(([path, offered]) => {
    const operations = offered.map((route) => [route.method.toLowerCase(), describeOperation(route, schemas)] as const);
    return [path, Object.fromEntries(operations)] as const;
  });
  const components = { schemas: schemas.components, headers, ...problemComponents(routes), securitySchemes };
  const text = JSON.stringify({ components, paths: Object.fromEntries(items) });
  return JSON.parse(text.replaceAll('"$ref":"#/$defs/', '"$ref":"#/components/schemas/'));
}

function describeOperation(route: Route, schemas: Schemas): OperationObject {
  const { id, summary, tag, body } = route.schema;
  const description = descriptionOf(route.schema);
  const parameters = parametersOf(route, schemas.request);
  return {
    operationId: id,
    summary,
    tags: [tag],
    ...(description && { description }),
    security: securityOf(route.schema),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: requestBody(schemas.request(body), route.schema) }),
    responses: { ...successes(route, schemas.answer), ...failures(route) },
  };
}

function descriptionOf({ access, description = "" }: OperationSchema): string {
  const role = usualRank(access);
  return role === "none" ? description : `${description} Needs the role \`${role}\`.`.trimStart();
}

/** Who may: for everybody, nobody's credentials are looked at; for anyone, a key may be shown; else it must be. */
function securityOf({ access }: OperationSchema): Json[] {
  if (access === "open") return [];
  const role = usualRank(access);
  return role === "none" ? [{}, { bearer: ["reader"] }] : [{ bearer: [role] }];
}

function parametersOf(route: Route, schemaOf: Schemas["request"]): Json[] {
  const { params, querystring, problems = [] } = route.schema;
  return [
    ...(params ? located("path", schemaOf(params)) : []),
    ...located("query", schemaOf(querystring)),
    ...(hasNotModified(route) ? [requestHeaders.ifNoneMatch, requestHeaders.seq] : []),
    ...(problems.includes("precondition_failed") ? [requestHeaders.ifMatch] : []),
    ...(isOnce(route.method, route.schema) ? [requestHeaders.idempotencyKey] : []),
    ...(route.schema.access === "write" ? [requestHeaders.reason] : []),
  ];
}

function located(place: "path" | "query", { properties = {}, required = [] }: Schema): Json[] {
  return Object.entries(properties as Record<string, Schema>).map(([name, { description, ...schema }]) => ({
    name,
    in: place,
    ...(description !== undefined && { description }),
    required: place === "path" || (required as string[]).includes(name),
    ...(schema.type === "array" && { style: "form", explode: false }),
    schema,
  }));
}

function requestBody(schema: Schema, { body, consumes = [] }: OperationSchema): Json {
  const content = consumes.map((type) => [type, { schema: isText(type) ? { type: "string" } : schema }]);
  return { required: !(body instanceof z.ZodOptional), content: Object.fromEntries(content) as Json };
}

const isText = (type: string): boolean => !/[/+]json$/.test(type);

const hasNotModified = ({ method, schema }: Route): boolean => method === "GET" && schema.headerNames.includes("ETag");

const takesAsOf = ({ querystring, body }: OperationSchema): boolean =>
  [querystring, body].some((part) => part instanceof z.ZodObject && "asOf" in part.shape);

const phrases: Readonly<Record<string, string>> = { 201: "Created.", 204: "Done; there is nothing to show." };

function successes(route: Route, schemaOf: Schemas["answer"]): Record<string, Json> {
  const { method, schema } = route;
  const names = [
    ...schema.headerNames,
    ...negotiatedHeaders,
    ...(schema.isProbe ? [] : limitHeaders),
    ...(isOnce(method, schema) ? ["Idempotency-Replayed"] : []),
    ...(isReading(method, schema) && !takesAsOf(schema) ? [] : ["Servanda-Seq"]),
  ];
  const headers = refs("headers", names);
  const answers = Object.entries(schema.answers).map(([status, answer]): [string, Json] => {
    const content = Object.entries(contentOf(answer)).map(([type, body]) => [type, { schema: schemaOf(body) }]);
    const description = phrases[status] ?? "Done.";
    return [status, { description, headers, ...(content.length > 0 && { content: Object.fromEntries(content) }) }];
  });
  const notModified = hasNotModified(route) && { 304: { description: "The client has this already.", headers } };
  return { ...Object.fromEntries(answers), ...notModified };
}

function failures(route: Route): Record<string, Json> {
  return Object.fromEntries(
    [...problemsByStatus(route)].map(([status, codes]) => [status, ref("responses", codes.join("."))]),
  );
}
