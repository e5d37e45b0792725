import { isSame } from "../validation/fields.ts";
import type { Difference } from "./model.ts";

type Json = Record<string, unknown>;

/** Fields that change with every version, and say nothing of what changed. */
const bookkeeping = new Set(["version", "updatedAt"]);

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const token = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

/**
 * The fields that differ between two states of a record, by JSON Pointer (RFC 6901) under `base`. Objects are compared
 * member by member, lists as a whole. Null on either side: the whole record was added or removed.
 */
export function diff(before: Json | null, after: Json | null, base = ""): Difference[] {
  if (before === null) return after === null ? [] : [{ op: "add", path: base, to: after }];
  if (after === null) return [{ op: "remove", path: base, from: before }];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !bookkeeping.has(name));
  return names.flatMap((name) => compare(before[name], after[name], `${base}/${token(name)}`));
}

function compare(from: unknown, to: unknown, path: string): Difference[] {
  if (isSame(from, to)) return [];
  if (isObject(from) && isObject(to)) return diff(from, to, path);
  if (from === undefined) return [{ op: "add", path, to }];
  if (to === undefined) return [{ op: "remove", path, from }];
  return [{ op: "replace", path, from, to }];
}
