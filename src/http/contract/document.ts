import { z } from "zod";
import { usualRank } from "./access.ts";
import { headers, limitHeaders, negotiatedHeaders } from "./headers.ts";
import { type Answer, contentOf, isOnce, isReading, type OperationSchema, type Route } from "./operation.ts";
import { hasNotModified, parametersOf, requestBodyOf, shareParameters } from "./parameters.ts";
import { ProblemDocument, problemSchemas } from "./problem-document.ts";
import { problemAnswers } from "./problem-responses.ts";
import { describeSchemas, ref, refs } from "./schemas.ts";
import type { Document, Json, OperationObject } from "./types.ts";

type Schemas = ReturnType<typeof describeSchemas>;

const securitySchemes: Record<string, Json> = {
  bearer: {
    type: "http",
    scheme: "bearer",
    description:
      "An API key, `svd_...`, which an admin makes at /v1/keys. The description of an operation names the role that it needs: " +
      "`reader`, `analyst`, `admin`, each of which may do all that the ones before it may. Where the operator has set an OpenID " +
      "Connect issuer, its access tokens (RFC 9068) are taken as well; /.well-known/oauth-protected-resource names it (RFC 9728).",
  },
};

/**
 * What the contract says of these routes. It goes through text, where zod's references are put right; then no object
 * stands in two places, which YAML would show as aliases.
 */
export function describeOperations(routes: readonly Route[]): Pick<Document, "components" | "paths"> {
  const failures = problemAnswers(routes);
  const asked = routes.flatMap(({ schema: { params, querystring } }) => [params, querystring]);
  const bodies = routes.map(({ schema: { body } }) => body);
  const answered = routes.flatMap(({ schema }) => Object.values(schema.answers)).map(listedContent);
  const schemas = describeSchemas({
    parameters: asked.filter((part) => part !== undefined),
    bodies: bodies.filter((part) => part !== undefined),
    answers: [
      ProblemDocument,
      ...failures.codes.map((code) => problemSchemas.get(code) ?? ProblemDocument),
      ...answered.flatMap((content) => Object.values(content)),
    ],
  });
  const items = [...Map.groupBy(routes, ({ url }) => url.replaceAll(/:(\w+)/g, "{$1}"))].map(([path, offered]) => {
    const operations = offered.map((route) => {
      const responses = { ...successes(route, schemas.answer), ...failures.of(route) };
      return [route.method.toLowerCase(), describeOperation(route, schemas, responses)] as const;
    });
    return [path, Object.fromEntries(operations)] as const;
  });
  const { parameters, paths } = shareParameters(Object.fromEntries(items));
  const responses = { NotModified: notModified, ...failures.responses };
  const components = { schemas: schemas.components, parameters, headers, responses, securitySchemes };
  const text = JSON.stringify({ components, paths });
  return JSON.parse(text.replaceAll('"$ref":"#/$defs/', '"$ref":"#/components/schemas/'));
}

function describeOperation(route: Route, schemas: Schemas, responses: OperationObject["responses"]): OperationObject {
  const { id, summary, tag, body } = route.schema;
  const parameters = parametersOf(route, schemas.request);
  const others = otherTypes(route.schema);
  return {
    operationId: id,
    summary,
    tags: [tag],
    description: descriptionOf(route.schema),
    security: securityOf(route.schema),
    ...(others.length > 0 && { "x-other-media-types": others }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: requestBodyOf(route.schema, schemas.request(body)) }),
    responses,
  };
}

function descriptionOf({ access, description = "" }: OperationSchema): string {
  const role = usualRank(access);
  return role === "none" ? description : `${description} Needs the role \`${role}\`.`.trimStart();
}

/** Who may: for everybody, nobody's credentials are looked at; for anyone, a key may be shown; else it must be. */
function securityOf({ access }: OperationSchema): Json[] {
  if (access === "open") return [];
  return usualRank(access) === "none" ? [{}, { bearer: [] }] : [{ bearer: [] }];
}

/** The first media type of an answer, which is the one that generated clients are to know. */
function listedContent(answer: Answer): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(contentOf(answer)).slice(0, 1));
}

/** The further media types of an operation, which have addresses of their own or are for people. */
function otherTypes({ answers }: OperationSchema): string[] {
  return Object.values(answers).flatMap((answer) => Object.keys(contentOf(answer)).slice(1));
}

const takesAsOf = ({ querystring, body }: OperationSchema): boolean =>
  [querystring, body].some((part) => part instanceof z.ZodObject && "asOf" in part.shape);

const phrases: Readonly<Record<string, string>> = { 201: "Created.", 204: "Done; there is nothing to show." };

const notModified: Json = {
  description: "The client has this already.",
  headers: refs("headers", ["ETag", ...negotiatedHeaders, ...limitHeaders]),
};

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
    const content = Object.entries(listedContent(answer)).map(([type, body]) => [type, { schema: schemaOf(body) }]);
    const description = phrases[status] ?? "Done.";
    return [status, { description, headers, ...(content.length > 0 && { content: Object.fromEntries(content) }) }];
  });
  return { ...Object.fromEntries(answers), ...(hasNotModified(route) && { 304: ref("responses", "NotModified") }) };
}
