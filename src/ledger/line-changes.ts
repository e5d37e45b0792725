import type { Context } from "../records/context.ts";
import { plain } from "../store/port/entities.ts";
import { type Line, tells } from "../store/port/store.ts";
import { diff } from "./diff.ts";
import type { Difference } from "./model.ts";

/** What lines of the ledger changed of their records. */

/** The line of the version before that of a line, where there is one. */
export type LineBefore = (line: Line) => Line | undefined;

/** Reads the lines before these. */
export async function linesBefore({ store }: Context, lines: readonly Line[]): Promise<LineBefore> {
  const later = lines.filter(({ version }) => version > 1);
  const found = await store.linesAt(later.map(({ kind, id, version }) => ({ kind, id, version: version - 1 })));
  const byVersion = new Map(found.map((line) => [`${line.kind} ${line.id} ${line.version}`, line]));
  return ({ kind, id, version }) => byVersion.get(`${kind} ${id} ${version - 1}`);
}

/**
 * What a line changed, by JSON Pointer under `base`: all of a record that is new or back, or has gone; else each field,
 * those that came later being as they were before. Of what was purged, nothing.
 */
export function changesIn(line: Line, before: Line | undefined, base = ""): Difference[] {
  if (!tells(line)) return [];
  const isNew = line.op === "create" || line.op === "restore" || before === undefined || !tells(before);
  const was = isNew ? null : { ...plain[line.kind], ...before.data };
  const is = line.op === "delete" ? null : { ...(!isNew && plain[line.kind]), ...line.data };
  return diff(was, is, base);
}
