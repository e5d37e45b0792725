import type { Warning } from "../domain/warning.ts";
import { AppError, type Fault } from "../errors/errors.ts";
import { faultList, mostFaults, withoutRepeat } from "../errors/fault-list.ts";
import { problems } from "../errors/problems.ts";
import type { Context } from "../records/context.ts";
import type { Store } from "../store/port/store.ts";
import { type Merged, mergeLine } from "./commitments.ts";
import { rememberSources } from "./import-state.ts";
import type { Part } from "./merge.ts";
import type { ImportReport, LineFault, LineReport, LineWarning } from "./model.ts";
import { createMemory } from "./record-cache.ts";

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

const reportBytes = 24 * 1024;
const mostFailures = 1000;

/**
 * Imports lines: all of them, or nothing if one fails. A dry run does the same and takes it back. Every line is judged
 * by itself, until 1000 have failed; a line that points at later ones is judged again once those are there. Holds one
 * line at a time, and reads the file again for lines that had to wait.
 * @throws AppError unavailable, insufficient_storage; the signal's reason
 */
export function importLines(
  ctx: Context,
  items: () => AsyncIterable<ImportItem>,
  options: Options,
): Promise<ImportReport> {
  return ctx.store.exclusively(async (store) => {
    const report = blankReport(options.dryRun);
    await importAll(importerOn({ ...ctx, store }), items, { ...options, report });
    options.signal?.throwIfAborted();
    report.committed = !options.dryRun && report.failed === 0;
    if (report.committed) await options.sealed?.(store, report);
    return { commit: report.committed, value: report };
  });
}

type Pass = Options & { report: ImportReport };

async function importAll(
  importer: Importer,
  items: () => AsyncIterable<ImportItem>,
  { report, told, signal }: Pass,
): Promise<void> {
  /** Lines that wait for others, with what has become of them so far; null: nothing. */
  const waiting = new Map<number, LineReport["action"] | null>();
  /** What those were warned of when they were first written. */
  const held = new Map<number, LineWarning[]>();
  const given = new Set<string>();
  const list = faultList<LineFault>({ most: mostFailures, bytes: reportBytes });
  const doubts = faultList<LineWarning>({ most: mostFailures, bytes: reportBytes });
  const settle = async (judged: LineReport) => {
    const outcome = { ...judged, errors: judged.errors.map((fault) => withoutRepeat(fault, given)) };
    doubts.add(outcome.warnings ?? []);
    waiting.delete(outcome.line);
    report.lines += 1;
    report[outcome.action] += 1;
    list.add(outcome.errors, outcome.errorsOmitted);
    Object.assign(report, { errors: list.shown, errorsOmitted: list.omitted });
    if (doubts.shown.length > 0) report.warnings = doubts.shown;
    if (doubts.omitted > 0) report.warningsOmitted = doubts.omitted;
    await told?.(outcome);
    report.stopped = report.failed >= mostFailures;
  };

  /** Whether any line came further. */
  async function pass(isWanted: (line: number) => boolean, isLast: boolean): Promise<boolean> {
    let hasMoved = false;
    for await (const item of items()) {
      signal?.throwIfAborted();
      if (!isWanted(item.line)) continue;
      const { outcome, open } = await importer(item);
      const warnings = [...(held.get(item.line) ?? []), ...(outcome.warnings ?? [])];
      if (warnings.length > 0) outcome.warnings = warnings.slice(0, mostFaults);
      const before = waiting.get(item.line) ?? null;
      if (open.length === 0) await settle(combined(outcome, before));
      else if (isLast) await settle(failed(item, open));
      else {
        waiting.set(item.line, outcome.action === "failed" ? before : combined(outcome, before).action);
        held.set(item.line, warnings);
      }
      hasMoved ||= open.length === 0 || waiting.get(item.line) !== before;
      if (report.stopped) return false;
    }
    return hasMoved;
  }

  let hasMoved = await pass(() => true, false);
  while (waiting.size > 0 && !report.stopped) hasMoved = await pass((line) => waiting.has(line), !hasMoved);
}

/** What became of a line at last, and what had become of it before. */
function combined(outcome: LineReport, before: LineReport["action"] | null): LineReport {
  if (outcome.action === "failed" || outcome.action === "created" || before === null) return outcome;
  return { ...outcome, action: before === "unchanged" ? outcome.action : before };
}

function blankReport(dryRun: boolean): ImportReport {
  const counts = { lines: 0, created: 0, updated: 0, unchanged: 0, failed: 0 };
  return { dryRun, committed: false, ...counts, errors: [], errorsOmitted: 0, stopped: false };
}

/** What came of a line, and what it points at that is not there yet. */
type Importer = (item: ImportItem) => Promise<{ outcome: LineReport; open: readonly Fault[] }>;

/** Each line is a part of the transaction: where it fails, the rest is judged as if it were not there. */
function importerOn({ once: _, ...ctx }: Context): Importer {
  const memory = createMemory();
  const shared = { seen: rememberSources(), renamed: new Map<string, string>() };
  return async (item) => {
    const open: Fault[] = [];
    try {
      const line = item.read();
      const outcome = await ctx.store.exclusively(async (store) => {
        const state = { writes: 0 };
        const remembering = memory.on(store, () => {
          state.writes += 1;
        });
        const warnings: Warning[] = [];
        const run = { ...shared, ctx: { ...ctx, store: remembering, warnings }, ids: new Map(), pending: [], open };
        const merged = await mergeLine(run, line);
        return { commit: true, value: { ...succeeded(item.line, merged, state), ...warned(item, warnings) } };
      });
      return { outcome, open };
    } catch (error) {
      memory.forget();
      shared.seen.forget();
      if (!(error instanceof AppError) || problems[error.code].status >= 500) throw error;
      return { outcome: failed(item, faultsOf(error), error.errorsOmitted), open };
    }
  };
}

function succeeded(line: number, { commitment, isNew }: Merged, { writes }: { writes: number }): LineReport {
  const { id, slug, version } = commitment;
  return { line, action: isNew ? "created" : writes > 0 ? "updated" : "unchanged", id, slug, version, errors: [] };
}

/** What was warned of, at its place in the line; nothing where there is none. */
function warned({ line, columnOf }: ImportItem, warnings: readonly Warning[]): Pick<LineReport, "warnings"> {
  const placed = warnings.slice(0, mostFaults).map((warning): LineWarning => {
    const column = columnOf?.(warning.pointer);
    return { line, ...warning, ...(column !== undefined && { column }) };
  });
  return placed.length === 0 ? {} : { warnings: placed };
}

function faultsOf({ code, message, errors }: AppError): readonly Fault[] {
  return errors.length > 0 ? errors : [{ code, detail: message }];
}

function failed({ line, columnOf }: ImportItem, faults: readonly Fault[], omitted = 0): LineReport {
  const list = faultList<LineFault>();
  const errors = faults.map(({ pointer = "", code, detail, allowed }): LineFault => {
    const column = columnOf?.(pointer);
    return {
      line,
      pointer,
      ...(column !== undefined && { column }),
      code,
      detail,
      ...(allowed && { allowed: [...allowed] }),
    };
  });
  list.add(errors, omitted);
  return {
    line,
    action: "failed",
    id: null,
    slug: null,
    version: null,
    errors: list.shown,
    ...(list.omitted > 0 && { errorsOmitted: list.omitted }),
  };
}
