import type { Column } from "drizzle-orm";
import { isId, PartyCode } from "../../validation/fields.ts";
import type { Scalar } from "../port/query.ts";

/** Whether a position is one of an order by these columns: as many values, each of its column's type. */
export function isPosition(columns: readonly Column[], values: readonly Scalar[]): boolean {
  return values.length === columns.length && columns.every((column, n) => isValue(column, values[n]));
}

/** The integers that lists sort by have 32 bits. */
const isInteger = (value: unknown): boolean => Number.isInteger(value) && value === Number(value) << 0;
const isReal = (column: Column): boolean => /real|double/.test(column.getSQLType());
const isText = (value: string): boolean => value.isWellFormed() && !value.includes("\u0000");
const isKey: Readonly<Record<string, (value: string) => boolean>> = {
  id: (value) => isId(value.replace(/^\d-/, "")),
  phase_id: isId,
  code: (value) => PartyCode.safeParse(value).success,
};

function isValue(column: Column, value: unknown): boolean {
  const { name, dataType, notNull } = column;
  if (value === null) return !notNull;
  if (dataType === "number") return isReal(column) ? Number.isFinite(value) : isInteger(value);
  return typeof value === "string" && isText(value) && (isKey[name]?.(value) ?? true);
}
