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
  const one = z.union([negated(schema), schema.transform((value) => ({ value, not: false }))]);
  return z.preprocess(split, z.array(one).min(1).max(max)).transform((choices, context) => {
    const not = choices.some((choice) => choice.not);
    if (choices.every((choice) => choice.not === not)) return { values: choices.map(({ value }) => value), not };
    const message = "Values with and without `!` cannot be mixed: write `!` before all of them, or before none.";
    context.issues.push({ code: "custom", message, input: choices, params: { code: "mixed_negation" } });
    return z.NEVER;
  });
}

function negated<S extends z.ZodType>(schema: S) {
  const codes = schema instanceof z.ZodEnum ? { enum: schema.options.map((code) => `!${code}`) } : {};
  const text = z
    .string()
    .startsWith("!")
    .meta({ description: "Any but this one.", ...codes });
  return text.transform((given, context) => {
    const read = schema.safeParse(given.slice(1), { reportInput: true });
    if (read.success) return { value: read.data, not: true };
    context.issues.push(...(read.error.issues as z.core.$ZodRawIssue[]));
    return z.NEVER;
  });
}

/** A whole number, such as a limit. */
export function integer({ min, max }: { min: number; max: number }) {
  return z.coerce.number<string>().int().min(min).max(max);
}

/** `true` or `false`. */
export const flag = z.stringbool({ truthy: ["true"], falsy: ["false"], case: "sensitive" }).meta({ type: "boolean" });

function split(given: unknown): unknown {
  const texts = Array.isArray(given) ? given : [given];
  return texts.flatMap((text) => (typeof text === "string" ? text.split(",") : [text]));
}
