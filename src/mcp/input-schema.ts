import { z } from "zod";

/** The JSON Schema (2020-12) of what a tool takes: of one object, without references, since few models follow any. */
export type JsonSchema = { type: "object"; [name: string]: unknown };

type Json = Readonly<Record<string, unknown>>;

/** Members of which a model learns nothing that a description does not say. */
const left = new Set(["$defs", "$schema", "id", "examples", "format"]);

/**
 * What a zod schema takes. `isOpen`: it takes further members, which the API judges.
 * @throws Error for a schema that is not of an object
 */
export function inputSchemaOf(schema: z.ZodType, isOpen = false): JsonSchema {
  const { $defs = {}, ...whole } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const made = inlined(whole, $defs as Record<string, Json>) as JsonSchema;
  if (made.type !== "object") throw new Error("The input of a tool must be an object.");
  if (!isOpen) return made;
  const { additionalProperties: _, ...open } = made;
  return open as JsonSchema;
}

function inlined(value: unknown, defs: Readonly<Record<string, Json>>): unknown {
  if (Array.isArray(value)) return value.map((each) => inlined(each, defs));
  if (typeof value !== "object" || value === null) return value;
  const { $ref, ...own } = value as Json;
  const named = typeof $ref === "string" ? defs[$ref.split("/").at(-1) ?? ""] : undefined;
  const whole = named === undefined ? own : { ...named, ...own };
  const choice = choiceOf(whole);
  if (choice !== null) return choice;
  const kept = Object.entries(whole).filter(([name]) => !left.has(name));
  return Object.fromEntries(kept.map(([name, each]) => [name, withinMember(name, each, defs)]));
}

/** The names of properties are no keywords: one may be called `format`. */
function withinMember(name: string, value: unknown, defs: Readonly<Record<string, Json>>): unknown {
  if (name === "enum" || name === "required" || name === "default") return value;
  if (name !== "properties") return inlined(value, defs);
  return Object.fromEntries(Object.entries(value as Json).map(([key, each]) => [key, inlined(each, defs)]));
}

/** A code, or any but it: the schema has either list of codes, of which one is enough to know both. */
function choiceOf({ anyOf }: Json): Json | null {
  const [not, is] = (Array.isArray(anyOf) ? anyOf : []) as Json[];
  if (not?.format !== "starts_with" || is === undefined) return null;
  const codes = Array.isArray(is.enum) ? `One of: ${is.enum.join(", ")}. ` : "";
  return { type: "string", description: `${codes}With \`!\` before each: any but these.` };
}
