import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Json, Schema } from "./types.ts";

type SchemaOf = (schema: z.ZodType) => Schema;

export const ref = (kind: string, name: string): Schema => ({ $ref: `#/components/${kind}/${name}` });
export const refs = (kind: string, names: readonly string[]): Schema =>
  Object.fromEntries(names.map((name) => [name, ref(kind, name)]));

/**
 * JSON Schemas of what requests and answers hold, and the schemas with an id among them as components. Answers are open
 * to further properties, so that they may gain fields without breaking strict clients; what both hold is as closed as
 * requests are.
 * @throws Error when a schema with an id says one thing in requests and another in answers: that needs two ids
 */
export function describeSchemas(
  requests: readonly z.ZodType[],
  answers: readonly z.ZodType[],
): { request: SchemaOf; answer: SchemaOf; components: Record<string, Schema> } {
  const asked = convert(requests, "input");
  const answered = opened(convert(answers, "output"));
  for (const [name, schema] of Object.entries(asked.named)) {
    const other = answered.named[name];
    if (other && !isDeepStrictEqual(opened(schema), other))
      throw new Error(`The schema ${name} is not the same in requests as in answers`);
  }
  const named = Object.entries({ ...answered.named, ...asked.named });
  return {
    request: (schema) => asked.parts[requests.indexOf(schema)] ?? {},
    answer: (schema) => answered.parts[answers.indexOf(schema)] ?? {},
    components: Object.fromEntries(named.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** All at once, as the members of one object: zod then gathers those with an id, each of them once. */
function convert(schemas: readonly z.ZodType[], io: "input" | "output") {
  const settings = { io, unrepresentable: "any", override: flattenTuple } as const;
  const { properties = {}, $defs = {} } = z.toJSONSchema(z.object({ ...schemas }), settings);
  return { parts: Object.values(properties) as Schema[], named: $defs as Record<string, Schema> };
}

/**
 * A tuple becomes an array of so many, of which it says what all have in common: Swagger UI breaks on `prefixItems`.
 */
function flattenTuple({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  const { prefixItems } = jsonSchema;
  if (!prefixItems) return;
  const [first = {}, ...others] = prefixItems as Schema[];
  const common = Object.entries(first).filter(([key, value]) =>
    others.every((other) => isDeepStrictEqual(other[key], value)),
  );
  delete jsonSchema.prefixItems;
  jsonSchema.items = Object.fromEntries(common);
}

/** The same schema with its objects open to further properties. */
export function opened<T extends Json | undefined>(value: T): T {
  if (Array.isArray(value)) return value.map(opened) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key, child]) => !(key === "additionalProperties" && child === false));
  return Object.fromEntries(entries.map(([key, child]) => [key, opened(child)])) as T;
}
