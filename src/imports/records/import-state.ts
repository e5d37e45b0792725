import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Quote } from "../../domain/quote.ts";
import type { Warning } from "../../domain/warning.ts";
import type { Fault } from "../../errors/errors.ts";
import type { Context } from "../../records/context.ts";
import { type Part, under } from "../lines/merge.ts";
import type { Defaults, ImportMode } from "../lines/model.ts";

/** Where in the file a line stands. */
export interface Place {
  line: number;
  row?: number | undefined;
}

/** What the parts of one line know of each other, and of the lines before. */
export interface Run {
  ctx: Context;
  /** Records that were recognised otherwise than by their id: from the id in the line to their own. */
  ids: Map<string, string>;
  /** Quotes that are new and not yet written. */
  pending: Quote[];
  seen: SeenSources;
  /** Commitments that lines before have been recognised as otherwise than by their id. */
  renamed: Map<string, string>;
  mode: ImportMode | undefined;
  /** What the lines of new commitments that leave it out are given. */
  defaults: Defaults;
  /** On which line commitments stand that lines before this one have brought or changed, by id; see mergeLine. */
  brought: Map<string, Place>;
  place: Place;
  /** What the line points at and is not there yet, as the faults that it is if no later line brings it. */
  open: Fault[];
}

/** Runs work on a part of the line; faults and warnings are then said of the place where that part stands. */
export async function atPlace<T>(run: Run, place: string, work: (placed: Run) => Promise<T>): Promise<T> {
  const { ctx, moved } = warningsMoved(run.ctx, (pointer) => `${place}${pointer}`);
  const result = await under(place, () => work({ ...run, ctx }));
  moved();
  return result;
}

/** A context whose warnings are those of the other, at other places, once `moved` is called. */
export function warningsMoved(ctx: Context, to: (pointer: string) => string): { ctx: Context; moved: () => void } {
  const warnings: Warning[] = [];
  const moved = () => ctx.warnings?.push(...warnings.map((each) => ({ ...each, pointer: to(each.pointer) })));
  return { ctx: { ...ctx, warnings }, moved };
}

/** The id here of what the line calls so. */
export function idHere({ ids }: Run, id: string): string {
  return ids.get(id) ?? id;
}

/** Sources that an earlier line brought in the same words: exports repeat them with each commitment. */
export interface SeenSources {
  /** The id here of such a source. */
  get: (source: Part) => string | undefined;
  add: (source: Part, id: string) => void;
  forget: () => void;
}

export function rememberSources(): SeenSources {
  const seen = new LRUCache<string, { digest: string; id: string }>({ max: 20_000 });
  const keyOf = ({ id, slug }: Part) => String(id ?? slug);
  const digestOf = (source: Part) => createHash("sha1").update(JSON.stringify(source)).digest("base64");
  return {
    get: (source) => {
      const known = seen.get(keyOf(source));
      return known?.digest === digestOf(source) ? known.id : undefined;
    },
    add: (source, id) => {
      seen.set(keyOf(source), { digest: digestOf(source), id });
    },
    forget: () => seen.clear(),
  };
}
