import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { documentWords } from "../../validation/json.ts";
import type { Json, Schema } from "./types.ts";

type SchemaOf = (schema: z.ZodType) => Schema;

export const ref = (kind: string, name: string): Schema => ({ $ref: `#/components/${kind}/${name}` });
export const refs = (kind: string, names: readonly string[]): Schema =>
  Object.fromEntries(names.map((name) => [name, ref(kind, name)]));

interface Parts {
  parameters: readonly z.ZodType[];
  bodies: readonly z.ZodType[];
  answers: readonly z.ZodType[];
}

/**
 * JSON Schemas of what requests and answers hold, and the schemas with an id among them as components. Answers are open
 * to further properties, so that they may gain fields without breaking strict clients; what both hold is as closed as
 * requests are. Bodies say what members are when left out in words: generators take one with a `default` for required.
 * @throws Error when a schema with an id says one thing in requests and another in answers: that needs two ids
 */
export function describeSchemas({ parameters, bodies, answers }: Parts): {
  request: SchemaOf;
  answer: SchemaOf;
  components: Record<string, Schema>;
} {
  const requests = [...parameters, ...bodies];
  const asked = convert(requests, "input");
  const answered = opened(convert(answers, "output"));
  for (const [name, schema] of Object.entries(asked.named)) {
    const other = answered.named[name];
    if (other && !isDeepStrictEqual(opened(schema), other))
      throw new Error(`The schema ${name} is not the same in requests as in answers`);
  }
  const named = Object.entries({ ...answered.named, ...withoutDefaults(withCharacters(asked.named)) });
  const partOf = (schema: z.ZodType): Schema => withCharacters(asked.parts[requests.indexOf(schema)] ?? {});
  return {
    request: (schema) => (bodies.includes(schema) ? withoutDefaults(partOf(schema)) : partOf(schema)),
    answer: (schema) => answered.parts[answers.indexOf(schema)] ?? {},
    components: Object.fromEntries(named.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** All at once, as the members of one object: zod then gathers those with an id, each of them once. */
function convert(schemas: readonly z.ZodType[], io: "input" | "output") {
  const settings = { io, unrepresentable: "any", override } as const;
  const { properties = {}, $defs = {} } = z.toJSONSchema(z.object({ ...schemas }), settings);
  return { parts: Object.values(properties) as Schema[], named: $defs as Record<string, Schema> };
}

function override({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  flattenTuple(jsonSchema);
  // The bounds of what JavaScript counts exactly, which say nothing of a value.
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  // A name of zod's for what `pattern` says already, or `enum` says better.
  if (jsonSchema.format !== "starts_with") return;
  delete jsonSchema.format;
  if (jsonSchema.enum) delete jsonSchema.pattern;
}

/**
 * A tuple becomes an array of so many, of which it says what all have in common: Swagger UI breaks on `prefixItems`.
 */
function flattenTuple(jsonSchema: z.core.JSONSchema.BaseSchema): void {
  const { prefixItems } = jsonSchema;
  if (!prefixItems) return;
  const [first = {}, ...others] = prefixItems as Schema[];
  const common = Object.entries(first).filter(([key, value]) =>
    others.every((other) => isDeepStrictEqual(other[key], value)),
  );
  delete jsonSchema.prefixItems;
  jsonSchema.items = Object.fromEntries(common);
}

/** What `textFault` refuses, CR aside, which is LF when it is stored. */
const controls = { field: "\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F", document: "\\x00-\\x08\\x0B\\x0E-\\x1F" };

/** Whose `text` is that of a document, as src/validation/json.ts has it; that of others is a field like any. */
const documents: readonly (string | undefined)[] = ["NewSnapshot", "TextToRead"];

/** The same schema, where texts of which no pattern, format or list says it say which characters they may have. */
function withCharacters<T extends Json | undefined>(value: T, path: readonly string[] = []): T {
  if (Array.isArray(value)) return value.map((each) => withCharacters(each, path)) as T;
  if (typeof value !== "object" || value === null) return value;
  const children = Object.entries(value).map(([key, child]) => [key, withCharacters(child, [...path, key])]);
  const schema = Object.fromEntries(children);
  const { type, pattern, format, enum: codes } = schema;
  if (type !== "string" || format !== undefined || codes !== undefined) return schema as T;
  const refused = isOfDocument(path) ? controls.document : controls.field;
  if (pattern === undefined) return { ...schema, pattern: `^[^${refused}]*$` } as Schema as T;
  const isNotBlank = pattern === "\\S";
  return (isNotBlank
    ? { ...schema, pattern: `^[^${refused}]*[^\\s${refused}][^${refused}]*$` }
    : schema) as Schema as T;
}

/** Whether a schema, at a path from those that have names, is of a member that holds words of a document. */
function isOfDocument(path: readonly string[]): boolean {
  const at = path.lastIndexOf("properties");
  const [owner, member = ""] = [path[at - 1], path[at + 1]];
  return documentWords.has(member) && (member !== "text" || documents.includes(owner));
}

/** The same schema without the defaults of its members, which are said in words where they are not just nothing. */
function withoutDefaults<T extends Json | undefined>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutDefaults) as T;
  if (typeof value !== "object" || value === null) return value;
  const { properties, ...rest } = value as Schema;
  const members = Object.entries((properties ?? {}) as Record<string, Schema>).map(([name, member]) => [
    name,
    worded(member),
  ]);
  const kept = { ...rest, ...(properties && { properties: Object.fromEntries(members) }) };
  return Object.fromEntries(Object.entries(kept).map(([key, child]) => [key, withoutDefaults(child)])) as T;
}

function worded({ default: given, ...schema }: Schema): Schema {
  const isNothing =
    given === undefined || given === null || given === false || /^(\[\]|\{\})$/.test(JSON.stringify(given));
  if (isNothing) return schema;
  const description = [schema.description ?? "", `\`${String(given)}\` when left out.`].join(" ").trim();
  return { ...schema, description };
}

/** The same schema with its objects open to further properties. */
export function opened<T extends Json | undefined>(value: T): T {
  if (Array.isArray(value)) return value.map(opened) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key, child]) => !(key === "additionalProperties" && child === false));
  return Object.fromEntries(entries.map(([key, child]) => [key, opened(child)])) as T;
}
