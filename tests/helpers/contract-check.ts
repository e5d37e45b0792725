import { readFileSync } from "node:fs";
import { Ajv2020, type AnySchema, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Response } from "supertest";
import { problemName } from "../../src/http/contract/problem-document.ts";
import type { Document, Json, OperationObject, Schema } from "../../src/http/contract/types.ts";
import { once } from "../../src/http/request/once.ts";

export type Check = (method: string, target: string, response: Response) => void;
interface ResponseObject {
  content?: Record<string, unknown>;
  headers?: Record<string, unknown>;
}

/**
 * Checks answers against the contract: the status is documented for that operation, so is the media type, the body
 * matches its schema without one undocumented field, and the headers that every answer carries are there; that of a
 * read says how it may be kept.
 */
function contractCheck(document: Document): Check {
  const schemaAt = compiler(document);
  return (method, target, response) => {
    const fail = (why: string): never => {
      const shown = JSON.stringify(response.body ?? null).slice(0, 600);
      throw new Error(`${method} ${target} -> ${response.status} breaks the contract: ${why}\n${shown}`);
    };
    if (!response.headers["x-request-id"]) fail("no X-Request-Id");
    if (response.headers["x-content-type-options"] !== "nosniff") fail("no nosniff");
    if (method === "OPTIONS") return;
    const mayBeKept = response.headers["cache-control"];
    if (!mayBeKept && /^(GET|HEAD)$/.test(method)) fail("nothing says whether a cache may keep it");
    const path = pathOf(target);
    if (path.startsWith("/docs")) return;
    const found = operationAt(document, method === "HEAD" ? "GET" : method, path);
    if (!found) return checkProblem(response, schemaAt, fail);
    const answer = found.operation.responses[response.status];
    if (!answer) return fail(`status ${response.status} is not documented for ${found.operation.operationId}`);
    const { pointer, value } = resolve(document, `${found.pointer}/responses/${response.status}`, answer);
    const [type = ""] = (response.headers["content-type"] ?? "").split(";");
    const listed = Object.keys(value.content ?? {});
    if (listed.length === 0) return response.text ? fail("a body where none is documented") : undefined;
    const isOther = found.operation["x-other-media-types"]?.includes(type) ?? false;
    if (!isOther && !listed.includes(type)) return fail(`media type ${type} is not among ${listed.join(", ")}`);
    if (method === "HEAD" || !/[/+]json$/.test(type)) return;
    const at = isOther ? ownAddress(document, type) : pointer;
    if (at === undefined) return fail(`${type} is described nowhere`);
    const validate = schemaAt(`${at}/content/${escapeKey(type)}/schema`);
    if (!validate(response.body)) fail(JSON.stringify(validate.errors));
  };
}

export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  schema: Schema;
  style?: string;
  explode?: boolean;
}

/** Whether a value fits a schema of the committed contract, by the name that it has there. */
export const fitsSchema = (name: string, value: unknown): boolean =>
  schemasOf()(`#/components/schemas/${name}`)(value) === true;
const schemasOf = once(() => compiler(committed));

/** The parameters of an operation: its own, and those that it refers to. */
export function parametersOf(document: Document, { parameters = [] }: OperationObject): Parameter[] {
  return parameters.map((parameter) => {
    const name = (parameter as { $ref?: string }).$ref?.split("/").at(-1);
    return (name === undefined ? parameter : document.components.parameters?.[name]) as unknown as Parameter;
  });
}

/** An operation whose answer has no end, so that nothing that waits for one may ask it. */
export const isEndless = ({ responses }: OperationObject): boolean =>
  "text/event-stream" in ((responses[200] as ResponseObject | undefined)?.content ?? {});

/** The contract as it is committed; a test of it asserts that it is what is served. */
export const committed = JSON.parse(
  readFileSync(new URL("../../openapi/openapi.json", import.meta.url), "utf8"),
) as Document;

/** Checks answers against it. Compiled once in a worker, since that takes longer than most tests. */
export const checkAnswer = contractCheck(committed);

/** Answers of operations in the committed contract are checked against that, others against one made for them. */
export function extendedCheck(extended: () => Document): Check {
  const checkOther = once(() => contractCheck(extended()));
  return (method, target, response) => {
    const known = operationAt(committed, method === "HEAD" ? "GET" : method, pathOf(target));
    return (known ? checkAnswer : checkOther())(method, target, response);
  };
}

function checkProblem(
  response: Response,
  schemaAt: (pointer: string) => ValidateFunction,
  fail: (why: string) => never,
) {
  if (response.status < 400) return fail("no such operation is documented");
  if (!response.headers["content-type"]?.startsWith("application/problem+json")) return fail("not a problem document");
  if (Object.keys(response.body).length === 0) return;
  const name = problemName(response.body.code);
  const isDescribed = name in committed.components.schemas;
  const validate = schemaAt(`#/components/schemas/${isDescribed ? name : "Problem"}`);
  if (!validate(response.body)) fail(JSON.stringify(validate.errors));
}

const pathOf = (target: string) => new URL(target, "http://localhost").pathname;

/** Where a media type that an operation names beside its own is described: at an address that gives it alone. */
function ownAddress(document: Document, type: string): string | undefined {
  const path = Object.keys(document.paths).find((each) => {
    const answer = document.paths[each]?.get?.responses[200] as ResponseObject | undefined;
    return answer?.content?.[type] !== undefined;
  });
  return path && `#/paths/${escapeKey(path)}/get/responses/200`;
}

function operationAt(document: Document, method: string, path: string) {
  const segments = path.split("/").map((segment) => (URL.canParse(`x:${segment}`) ? segment : ""));
  const fits = (template: string) => {
    const parts = template.split("/");
    return parts.length === segments.length && parts.every((part, i) => part.startsWith("{") || part === segments[i]);
  };
  const parameters = (template: string) => template.split("{").length;
  const templates = Object.keys(document.paths)
    .filter((template) => fits(template) && document.paths[template]?.[method.toLowerCase()])
    .toSorted((a, b) => parameters(a) - parameters(b));
  const [template] = templates;
  const operation: OperationObject | undefined = document.paths[template ?? ""]?.[method.toLowerCase()];
  return template && operation
    ? { operation, pointer: `#/paths/${escapeKey(template)}/${method.toLowerCase()}` }
    : null;
}

function resolve(document: Document, pointer: string, answer: Json): { pointer: string; value: ResponseObject } {
  const target = (answer as { $ref?: string }).$ref;
  if (!target) return { pointer, value: answer as ResponseObject };
  const name = target.split("/").at(-1) ?? "";
  return { pointer: target, value: document.components.responses?.[name] as ResponseObject };
}

function compiler(document: Document): (pointer: string) => ValidateFunction {
  const schemas = once(() => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const shapes = Object.entries(document.components.schemas).map(([name, schema]) => {
      return [name, schema.allOf ? closedProblem(document, schema.allOf as Schema[]) : closed(schema)];
    });
    const components = { ...document.components, schemas: Object.fromEntries(shapes) };
    return ajv.addSchema({ ...(closed(document as unknown as Json) as object), components } as AnySchema, "contract");
  });
  const compiled = new Map<string, ValidateFunction>();
  return (pointer) => {
    const known = compiled.get(pointer) ?? schemas().compile({ $ref: `contract${encodeURI(pointer)}` });
    compiled.set(pointer, known);
    return known;
  };
}

/** The contract leaves answers open to further fields; a test shall notice one that is not documented. */
function closed(value: Json): Json {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, closed(child)]);
  const isOpenObject = value.type === "object" && value.properties && value.additionalProperties === undefined;
  return { ...Object.fromEntries(entries), ...(isOpenObject && { additionalProperties: false }) };
}

/** A problem is open to the members that its code adds; those of a code are its own and no others. */
function closedProblem(document: Document, [base, own]: Schema[]): Schema {
  const shared = document.components.schemas[String(base?.$ref).split("/").at(-1) ?? ""] ?? {};
  return {
    type: "object",
    properties: closed({ ...(shared.properties as Schema), ...(own?.properties as Schema) }),
    required: [...new Set([...(shared.required as string[]), ...((own?.required ?? []) as string[])])],
    additionalProperties: false,
  };
}

function escapeKey(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
