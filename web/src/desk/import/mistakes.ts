import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import { type ImportFile, rowCount, textAt } from "./file.ts";
import type { Edit } from "./lines.ts";

type Told = Schemas["ImportFault"];

/** A fault at its place in the file. */
export interface Fault {
  row: number;
  /** The column of a sheet, a pointer into a line, or the element of an activity; empty: the row as a whole. */
  name: string;
  pointer: string;
  /** Of an activity, the words in it that the fault names. */
  part?: string;
  code: string;
  detail: string;
  allowed: readonly string[];
}

/** The same mistake, in however many places. */
export interface Mistake {
  name: string;
  /** What is wrong: a cell, or a part of it such as one of several codes. */
  part: string;
  detail: string;
  allowed: readonly string[];
  /** What the API takes it to mean. */
  meant: string;
  faults: readonly Fault[];
}

const general = (pointer: string) => pointer.replaceAll(/\/\d+(?=\/|$)/g, "/*");

/** Faults of a report, and those that the cells themselves have. Values that are allowed are said once for all alike. */
export function faultsOf(file: ImportFile, errors: readonly Told[]): Fault[] {
  const allowedOf = new Map(errors.flatMap((each) => (each.allowed ? [[likeness(each), each.allowed] as const] : [])));
  const reported = errors.map((each): Fault => {
    const { column, pointer, code, detail } = each;
    const row = file.kind === "sheet" ? (each.row ?? 2) - 2 : each.line - 1;
    const names = { sheet: column ?? "", lines: pointer, activities: column ?? pointer };
    const allowed = allowedOf.get(likeness(each)) ?? [];
    const part = file.kind === "activities" && { part: namedIn(detail)[0] ?? "" };
    return { row, name: names[file.kind], pointer, code, detail, allowed, ...part };
  });
  const own = (file.kind === "sheet" ? file.rows : []).flatMap(({ faults = [] }, row) =>
    faults.map(({ column, code, detail }): Fault => ({ row, name: column, pointer: "", code, detail, allowed: [] })),
  );
  return [...own, ...reported];
}

const likeness = ({ pointer, code }: Told) => `${general(pointer)} ${code}`;

/** The same mistakes together, the most frequent first. */
export function mistakesIn(file: ImportFile, faults: readonly Fault[]): Mistake[] {
  const groups = Map.groupBy(
    faults.map((fault) => ({ fault, part: fault.part ?? wrongPart(fault, textAt(file, fault.row, fault.name)) })),
    ({ fault, part }) => JSON.stringify([general(fault.name), fault.code, part]),
  );
  return [...groups.values()]
    .flatMap((group): Mistake[] => {
      const [first] = group;
      if (!first) return [];
      const { name, detail, allowed } = first.fault;
      const [, meant = ""] = /Did you mean [`"]([^`"]+)[`"]/.exec(detail) ?? [];
      return [{ name, part: first.part, detail, allowed, meant, faults: group.map(({ fault }) => fault) }];
    })
    .toSorted((a, b) => b.faults.length - a.faults.length);
}

/** The part of a text that a fault names, where it is one of several in the cell; else all of it. */
function wrongPart({ code, detail }: Fault, text: string): string {
  if (code === "invalid_format") return text;
  return namedIn(detail).find((words) => partsOf(text).includes(words)) ?? text;
}

const namedIn = (detail: string): string[] =>
  [...detail.replace(/Did you mean.*/, "").matchAll(/[`"]([^`"]+)[`"]/g)].map(([, words = ""]) => words);

const allDates = / Write 2023, 2023-05 or 2023-05-26;.*$/s;
const noDate = "This is not a date in EDTF, levels 0 and 1.";

/** The words of a fault without the long list of all that a date may be. */
export const inShort = (detail: string): string =>
  detail
    .replace(allDates, "")
    .replace(noDate, "This is no date as files have it: write it like 2024-06-06 or 2024-06.");

const between = /(\s*[;:,]\s*)/;
const partsOf = (text: string) => text.split(between);

const replaced = (text: string, part: string, by: string): string =>
  text === part
    ? by
    : partsOf(text)
        .map((each) => (each === part ? by : each))
        .join("");

/** What mends a mistake: in a sheet everywhere in its column, also where it is not told of yet. */
export function mending(file: ImportFile, { name, part, faults }: Mistake, by: string): Edit[] {
  const places =
    file.kind === "sheet" && part !== ""
      ? Array.from({ length: rowCount(file) }, (_, row) => ({ row, name }))
      : faults.map(({ row, name: own }) => ({ row, name: own }));
  return places.flatMap((place) => {
    const text = textAt(file, place.row, place.name);
    const next = replaced(text, part, by);
    return next === text ? [] : [{ ...place, text: next }];
  });
}
