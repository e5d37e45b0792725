import type { Context } from "../context.ts";
import { AppError } from "../errors.ts";
import { problems } from "../problems.ts";
import type { Store } from "../store/store.ts";
import { type Merged, mergeLine } from "./commitments.ts";
import { createMemory } from "./memory.ts";
import type { ImportReport, LineFault, LineReport } from "./model.ts";
import type { Part } from "./parts.ts";
import { rememberSources, type SeenSources } from "./run.ts";

/** A line as it was read; `read` throws AppError where it cannot be, and `columnOf` names the column of a pointer. */
export interface ImportItem {
  line: number;
  read: () => Part;
  columnOf?: (pointer: string) => string | undefined;
}

interface Options {
  dryRun: boolean;
  /** Is told of each line, once it has been judged. */
  told?: (report: LineReport) => void | Promise<void>;
  /** Stops the import, and nothing of it is written. */
  signal?: AbortSignal;
  /** What else belongs to the transaction of an import that is committed. */
  sealed?: (store: Store, report: ImportReport) => Promise<void>;
}

const mostErrors = 1000;
const mostFailures = 1000;

/**
 * Imports lines: all of them, or nothing where one fails or it is a dry run, which does the same and takes it back. Every line is
 * judged, each on its own, until 1000 have failed. Holds one line at a time.
 * @throws AppError unavailable, insufficient_storage; the signal's reason
 */
export function importLines(
  ctx: Context,
  items: () => AsyncIterable<ImportItem>,
  options: Options,
): Promise<ImportReport> {
  const { dryRun, told, signal, sealed } = options;
  return ctx.store.exclusively(async (store) => {
    const report = blankReport(dryRun);
    const importer = importerOn({ ...ctx, store });
    for await (const item of items()) {
      signal?.throwIfAborted();
      const outcome = await importer(item);
      count(report, outcome);
      await told?.(outcome);
      if (report.failed < mostFailures) continue;
      report.stopped = true;
      break;
    }
    signal?.throwIfAborted();
    report.committed = !dryRun && report.failed === 0;
    if (report.committed) await sealed?.(store, report);
    return { commit: report.committed, value: report };
  });
}

function blankReport(dryRun: boolean): ImportReport {
  const counts = { lines: 0, created: 0, updated: 0, unchanged: 0, failed: 0 };
  return { dryRun, committed: false, ...counts, errors: [], errorsOmitted: 0, stopped: false };
}

function count(report: ImportReport, { action, errors }: LineReport): void {
  report.lines += 1;
  report[action] += 1;
  const room = mostErrors - report.errors.length;
  report.errors.push(...errors.slice(0, room));
  report.errorsOmitted += Math.max(0, errors.length - room);
}

/** Each line is a part of the transaction: where it fails, the rest is judged as if it were not there. */
function importerOn(ctx: Context): (item: ImportItem) => Promise<LineReport> {
  const memory = createMemory();
  const seen = rememberSources();
  return async (item) => {
    try {
      const line = item.read();
      return await ctx.store.exclusively(async (store) => {
        const state = { writes: 0 };
        const remembering = memory.on(store, () => {
          state.writes += 1;
        });
        const merged = await merge({ ...ctx, store: remembering }, line, seen);
        return { commit: true, value: succeeded(item.line, merged, state.writes > 0) };
      });
    } catch (error) {
      memory.forget();
      seen.forget();
      if (!(error instanceof AppError) || problems[error.code].status >= 500) throw error;
      return failed(item, error);
    }
  };
}

function merge({ once: _, ...ctx }: Context, line: Part, seen: SeenSources): Promise<Merged> {
  return mergeLine({ ctx, ids: new Map(), pending: [], seen }, line);
}

function succeeded(line: number, { commitment, isNew }: Merged, hasWritten: boolean): LineReport {
  const { id, slug, version } = commitment;
  const action = isNew ? "created" : hasWritten ? "updated" : "unchanged";
  return { line, action, id, slug, version, errors: [] };
}

function failed({ line, columnOf }: ImportItem, { code, message, errors }: AppError): LineReport {
  const faults = errors.length > 0 ? errors : [{ code, detail: message }];
  const found = faults.map(({ pointer = "", code: fault, detail, allowed }): LineFault => {
    const column = columnOf?.(pointer);
    return {
      line,
      pointer,
      ...(column !== undefined && { column }),
      code: fault,
      detail,
      ...(allowed && { allowed: [...allowed] }),
    };
  });
  return { line, action: "failed", id: null, slug: null, version: null, errors: found };
}
