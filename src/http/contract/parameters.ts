import { z } from "zod";
import { isTranslated } from "../request/language.ts";
import { requestHeaders } from "./headers.ts";
import { isOnce, type Route } from "./operation.ts";
import { ref } from "./schemas.ts";
import type { Json, OperationObject, Schema } from "./types.ts";

/** Whether a route answers 304 to who has its answer. */
export const hasNotModified = ({ method, schema }: Route): boolean =>
  method === "GET" && schema.headerNames.includes("ETag");

/** The parameters of an operation: of its path, of its query, and the headers that it heeds. */
export function parametersOf(route: Route, schemaOf: (schema: z.ZodType) => Schema): Json[] {
  const { params, querystring, problems = [] } = route.schema;
  return [
    ...(params ? located("path", schemaOf(params)) : []),
    ...located("query", schemaOf(querystring)),
    ...(hasNotModified(route) ? [requestHeaders.ifNoneMatch, requestHeaders.seq] : []),
    ...(isTranslated(querystring) ? [requestHeaders.language] : []),
    ...(problems.includes("precondition_failed") ? [requestHeaders.ifMatch] : []),
    ...(isOnce(route.method, route.schema) ? [requestHeaders.idempotencyKey] : []),
    ...(route.schema.access === "write" ? [requestHeaders.reason] : []),
  ];
}

/** Marks a parameter that is left out of the contract, since with it an answer is not the one described. */
export const unlisted = { unlisted: true };

function located(place: "path" | "query", { properties = {}, required = [] }: Schema): Json[] {
  const listed = Object.entries(properties as Record<string, Schema>).filter(([, schema]) => !("unlisted" in schema));
  return listed.map(([name, { description, ...schema }]) => ({
    name,
    in: place,
    ...(description !== undefined && { description }),
    required: place === "path" || (required as string[]).includes(name),
    ...(schema.type === "array" && { style: "form", explode: false }),
    schema,
  }));
}

/** The body of an operation; a text may come instead of JSON. */
export function requestBodyOf({ body, consumes = [] }: Route["schema"], schema: Schema): Json {
  const isText = (type: string): boolean => !/[/+]json$/.test(type);
  const content = consumes.map((type) => [type, { schema: isText(type) ? { type: "string" } : schema }]);
  return { required: !(body instanceof z.ZodOptional), content: Object.fromEntries(content) as Json };
}

type Paths = Record<string, Record<string, OperationObject>>;

/**
 * Parameters that several operations take, described once under their names; these operations refer to them. Of those
 * with one name, the one that most operations take has it, others have that of their first operation added.
 */
export function shareParameters(paths: Paths): { parameters: Record<string, Json>; paths: Paths } {
  const operations = Object.values(paths).flatMap((item) => Object.values(item));
  const uses = operations.flatMap(({ operationId, parameters = [] }) =>
    parameters.map((parameter) => ({ operationId, parameter, text: JSON.stringify(parameter) })),
  );
  const shared = [...Map.groupBy(uses, ({ text }) => text).values()].filter(({ length }) => length > 1);
  const names = new Map<string, string>();
  const parameters: Record<string, Json> = {};
  for (const [use] of shared.toSorted((a, b) => b.length - a.length)) {
    if (use === undefined) continue;
    const { name } = use.parameter as { name: string };
    const free = name in parameters ? `${name}-${use.operationId}` : name;
    parameters[free] = use.parameter;
    names.set(use.text, free);
  }
  const referring = (parameter: Json): Json => {
    const name = names.get(JSON.stringify(parameter));
    return name === undefined ? parameter : ref("parameters", name);
  };
  const rewritten = Object.entries(paths).map(([path, item]) => {
    const entries = Object.entries(item).map(([method, { parameters: own, ...operation }]) => {
      const { responses, ...rest } = operation;
      return [method, { ...rest, ...(own && { parameters: own.map(referring) }), responses }];
    });
    return [path, Object.fromEntries(entries)];
  });
  return { parameters: sorted(parameters), paths: Object.fromEntries(rewritten) };
}

const sorted = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
