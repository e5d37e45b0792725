import { z } from "zod";

const mostValues = 100;

/** Several values of one parameter, separated by commas or by repeating it: `?status=stated,agreed&status=lapsed`. */
export function many<S extends z.ZodType>(schema: S, { max = mostValues }: { max?: number } = {}) {
  return z.preprocess(split, z.array(schema).min(1).max(max));
}

/**
 * As `many`, where `!` before every value turns the choice around: `?status=!completed,!cancelled`.
 * Values with and without `!` cannot be mixed.
 */
export function manyOrNot<S extends z.ZodType>(schema: S, { max = mostValues }: { max?: number } = {}) {
  const values = z
    .array(z.string())
    .min(1)
    .max(max)
    .meta({ items: itemSchema(schema) });
  return z.preprocess(split, values).transform((texts, context) => {
    const negated = texts.filter((text) => text.startsWith("!")).length;
    const not = negated > 0;
    if (not && negated < texts.length) {
      const message = "Values with and without `!` cannot be mixed: write `!` before all of them, or before none.";
      context.issues.push({ code: "custom", message, input: texts, params: { code: "mixed_negation" } });
      return z.NEVER;
    }
    const read = z.array(schema).safeParse(not ? texts.map((text) => text.slice(1)) : texts, { reportInput: true });
    if (read.success) return { values: read.data, not };
    context.issues.push(
      ...read.error.issues.map((issue) => ({ ...issue, path: [...issue.path] }) as z.core.$ZodRawIssue),
    );
    return z.NEVER;
  });
}

/** A whole number, such as a limit. */
export function integer({ min, max }: { min: number; max: number }) {
  return z.coerce.number<string>().int().min(min).max(max);
}

/** `true` or `false`. */
export const flag = z.stringbool({ truthy: ["true"], falsy: ["false"], case: "sensitive" });

function split(given: unknown): unknown {
  const texts = Array.isArray(given) ? given : [given];
  return texts.flatMap((text) => (typeof text === "string" ? text.split(",") : [text]));
}

function itemSchema(schema: z.ZodType): unknown {
  const { $schema: _, ...positive } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return { anyOf: [positive, { type: "string", pattern: "^!", description: "any but this one" }] };
}
