import type { z } from "zod";
import type { NewDue } from "../../domain/due.ts";
import { AppError } from "../../errors/errors.ts";
import type { Resolved } from "../../records/resolve-due.ts";
import { isSame } from "../../validation/fields.ts";
import { createValidator } from "../../validation/reader.ts";
import type { LineDue } from "./model.ts";

/** What every part of a line is asked: whether it fits, what of it is new, and where in the line something is wrong. */

/** A part of a line as it was read: members that are not there were left out. */
export type Part = Readonly<Record<string, unknown>> & { id?: string };

const compile = createValidator([]);

/** Reads a value by a schema. The function throws AppError invalid_request with every fault. */
export function reader<S extends z.ZodType>(schema: S): (given: unknown) => z.output<S> {
  const read = compile({ schema, httpPart: "body", method: "", url: "" }) as (given: unknown) => Read<S>;
  return (given) => {
    const { value, error } = read(given);
    if (error) throw error;
    return value as z.output<S>;
  };
}
type Read<S extends z.ZodType> = { value?: z.output<S>; error?: AppError };

/** The members of these names that are there. */
export function pick(part: Part, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.flatMap((name) => (part[name] === undefined ? [] : [[name, part[name]]])));
}

/** What of these members is not as the record has it. */
export function differing(fields: Record<string, unknown>, record: object): Record<string, unknown> {
  const current = record as Record<string, unknown>;
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => !isSame(value, current[name])));
}

export const isEmpty = (fields: object): boolean => Object.keys(fields).length === 0;

/** A due date as its writer gave it elsewhere. */
function writtenDue({ text, language = null, translation = null, edtf }: LineDue): NewDue {
  return { text, language, translation, edtf };
}

/** A due date as a new record takes it. With its basis, it stays as it was resolved when first recorded. */
export function dueOf(given: LineDue): Resolved {
  const { edtf, basis, reading } = given;
  const isWhole = basis !== undefined && (basis === "none") === (edtf === null);
  return { ...writtenDue(given), ...(isWhole && { basis, ...(reading && { reading }) }) };
}

/** A due date of a line as a patch takes it: without the date that its words stand for. */
export function patchedDue(given: LineDue): NewDue {
  const isReckoned = given.basis === "relative" || given.basis === "policy";
  return { ...writtenDue(given), ...(isReckoned && { edtf: null }) };
}

/** Runs work on a part of the line; what is wrong is then said of the place where that part stands. */
export async function under<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof AppError ? moved(error, (pointer) => `${place}${pointer}`) : error;
  }
}

/** The same error with other pointers; one without any points at the part as a whole. */
export function moved(error: AppError, to: (pointer: string) => string): AppError {
  const faults = error.errors.length > 0 ? error.errors : [{ code: error.code, detail: error.message }];
  const errors = faults.map(({ pointer = "", ...fault }) => ({ pointer: to(pointer), ...fault }));
  const { errorsOmitted, extra } = error;
  return new AppError(error.code, error.message, { errors, errorsOmitted, extra: { ...extra } });
}

/** The id that a new record shall have. @throws AppError unprocessable for one that is no UUIDv7 */
export function idFor({ id }: Part): string | undefined {
  if (id === undefined || /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)) return id;
  const detail = `"${id}" is no UUIDv7 in lower case (RFC 9562), and there is no record of that id.`;
  throw new AppError("unprocessable", detail, { errors: [{ pointer: "/id", code: "invalid_id", detail }] });
}
