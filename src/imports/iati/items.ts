import type { Warning } from "../../domain/warning.ts";
import { parseJson } from "../../validation/json.ts";
import type { ImportItem } from "../lines/item.ts";
import { type Part, reader } from "../lines/merge.ts";
import { ImportLine } from "../lines/model.ts";
import { activitiesIn, type Element } from "./activities.ts";
import { type Activity, lineOf } from "./activity.ts";

/** How activities are read beside what they say. */
interface Reading {
  charset?: string | undefined;
  ignoreUnknown?: boolean;
  /** The codes of parties, by the identifier or name of an organisation. */
  organisations?: ReadonlyMap<string, string>;
}

const readLine = reader(ImportLine);

/**
 * The activities of an IATI file as lines, counted from 1. One that we exported has its line in it; what others have
 * added to its transactions and results since is taken beside that.
 */
export async function* iatiItems(bytes: AsyncIterable<Buffer>, reading: Reading): AsyncGenerator<ImportItem> {
  let line = 0;
  for await (const element of activitiesIn(bytes, reading.charset)) {
    line += 1;
    yield itemOf(element, line, reading);
  }
}

function itemOf(element: Element, line: number, reading: Reading): ImportItem {
  const warnings: Warning[] = [];
  const read = lineOf(element, reading.organisations ?? new Map());
  const own = element.children.find(({ name }) => name === "servanda:line");
  return {
    line,
    read: () => {
      if (!own && read.untaken.length > 0) warnings.push(untaken(read));
      const whole = own ? joined(parseJson(own.text), read) : read.line;
      return readLine(reading.ignoreUnknown ? unrelated(whole) : whole) as Part;
    },
    columnOf: (pointer) => (own ? undefined : elementAt(read, pointer)),
    warnings,
  };
}

/** Our own line, with the transactions and results that are not of it. */
function joined(own: unknown, { added }: Activity): unknown {
  if (typeof own !== "object" || own === null || Array.isArray(own)) return own;
  const whole: Record<string, unknown> = { ...own };
  for (const [name, parts] of Object.entries(added)) {
    if (parts.length > 0) whole[name] = [...(Array.isArray(whole[name]) ? whole[name] : []), ...parts];
  }
  return whole;
}

/** A line without the commitments that it relates to, which may be in no file. */
function unrelated(line: unknown): unknown {
  if (typeof line !== "object" || line === null) return line;
  const { relations: _, ...rest } = line as Record<string, unknown>;
  return rest;
}

function untaken({ untaken: names }: Activity): Warning {
  const detail = `There is no place here for: ${names.join(", ")}. The rest of the activity was taken.`;
  return { pointer: "", code: "not_taken", detail };
}

/** The element that a member of the line came from: the one of the longest pointer that leads there. */
function elementAt({ places }: Activity, pointer: string): string | undefined {
  const leading = places.filter(([place]) => pointer === place || pointer.startsWith(`${place}/`));
  return leading.toSorted(([a], [b]) => b.length - a.length)[0]?.[1];
}
