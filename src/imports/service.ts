import type { Commitment } from "../domain/commitment.ts";
import type { Warning } from "../domain/warning.ts";
import { AppError, type Fault } from "../errors/errors.ts";
import { faultList, mostFaults, withoutRepeat } from "../errors/fault-list.ts";
import { problems } from "../errors/problems.ts";
import type { Context } from "../records/context.ts";
import type { Kind } from "../store/port/entities.ts";
import type { Store } from "../store/port/store.ts";
import { isSame } from "../validation/fields.ts";
import type { ImportItem } from "./lines/item.ts";
import type { Defaults, ImportMode, ImportReport, LineFault, LineReport, LineWarning } from "./lines/model.ts";
import { type Merged, mergeLine } from "./records/commitments.ts";
import { type Place, rememberSources } from "./records/import-state.ts";
import { createMemory } from "./records/record-cache.ts";

interface Options {
  dryRun: boolean;
  /** What lines may do; when left out, those with an id may do either, others are new commitments. */
  mode?: ImportMode | undefined;
  /** What lines of new commitments that leave it out are given. */
  defaults?: Defaults;
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
    const { seq } = await store.head();
    const report = blankReport(options.dryRun);
    await importAll(importerOn({ ...ctx, store }, options), items, { ...options, report });
    options.signal?.throwIfAborted();
    report.committed = !options.dryRun && report.failed === 0;
    if (report.committed && (await store.head()).seq > seq) report.changeSet = seq + 1;
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
    noteChange(report, outcome);
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
  const shown = { errors: [], errorsOmitted: 0, changes: [], changesOmitted: 0 };
  return { dryRun, committed: false, changeSet: null, ...counts, ...shown, stopped: false };
}

const mostChanges = 100;

function noteChange(report: ImportReport, judged: LineReport): void {
  const { action, slug, changed = [] } = judged;
  if (action !== "updated" || slug === null) return;
  if (report.changes.length >= mostChanges) report.changesOmitted += 1;
  else report.changes.push({ ...placeOf(judged), slug, changed });
}

/** Where a line stands: its row only where it has one. */
const placeOf = ({ line, row }: Pick<ImportItem, "line" | "row">): Pick<ImportItem, "line" | "row"> =>
  row === undefined ? { line } : { line, row };

/** The column that a pointer into a line is about, where it has columns. */
function columnAt({ columnOf }: ImportItem, pointer: string): Pick<LineFault, "column"> {
  const column = columnOf?.(pointer);
  return column === undefined ? {} : { column };
}

/** What came of a line, and what it points at that is not there yet. */
type Importer = (item: ImportItem) => Promise<{ outcome: LineReport; open: readonly Fault[] }>;

/** Each line is a part of the transaction: where it fails, the rest is judged as if it were not there. */
function importerOn({ once: _, ...ctx }: Context, { mode, defaults = {} }: Options): Importer {
  const memory = createMemory();
  const brought = new Map<string, Place>();
  const shared = { mode, defaults, brought, seen: rememberSources(), renamed: new Map<string, string>() };
  return async (item) => {
    const open: Fault[] = [];
    try {
      const line = item.read();
      const outcome = await ctx.store.exclusively(async (store) => {
        const written = new Set<Kind>();
        const remembering = memory.on(store, (changes) => {
          for (const { kind } of changes) written.add(kind);
        });
        const warnings: Warning[] = [...(item.warnings ?? [])];
        const place = { line: item.line, row: item.row };
        const within = { ...ctx, store: remembering, warnings };
        const run = { ...shared, place, ctx: within, ids: new Map(), pending: [], open };
        const outcome = succeeded(item, await mergeLine(run, line), written);
        return { commit: true, value: { ...outcome, ...warned(item, warnings) } };
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

function succeeded(item: ImportItem, { commitment, before }: Merged, written: ReadonlySet<Kind>): LineReport {
  const { id, slug, version } = commitment;
  const action = before === null ? "created" : written.size > 0 ? "updated" : "unchanged";
  const changed = before === null || action === "unchanged" ? [] : changedBy(before, commitment, written);
  return { ...placeOf(item), action, id, slug, version, ...(action === "updated" && { changed }), errors: [] };
}

/** Members that say when and how often it was written, and bounds of dates, which follow from these. */
const unsaid = /^(version|createdAt|updatedAt)$|(Earliest|Latest)$/;
const plurals: Readonly<Record<Exclude<Kind, "commitment">, string>> = {
  party: "parties",
  source: "sources",
  snapshot: "snapshots",
  quote: "quotes",
  event: "events",
  milestone: "milestones",
  assessment: "assessments",
  relation: "relations",
};

function changedBy(before: Commitment, now: Commitment, written: ReadonlySet<Kind>): string[] {
  const members = (Object.keys(now) as (keyof Commitment)[]).filter((name) => !unsaid.test(name));
  const own = members.filter((name) => !isSame(before[name], now[name]));
  const others = [...written].flatMap((kind) => (kind === "commitment" ? [] : [plurals[kind]]));
  return [...new Set([...own, ...others])];
}

/** What was warned of, at its place in the line; nothing where there is none. */
function warned(item: ImportItem, warnings: readonly Warning[]): Pick<LineReport, "warnings"> {
  const placed = warnings
    .slice(0, mostFaults)
    .map((warning): LineWarning => ({ ...placeOf(item), ...warning, ...columnAt(item, warning.pointer) }));
  return placed.length === 0 ? {} : { warnings: placed };
}

/** UTF-16 code units: a report has room for many faults. */
const longestNearest = 1000;

/** A fault, and the passage most like words that are not in their source. */
type Told = Fault & Pick<LineFault, "nearest">;

function faultsOf({ code, message, errors, extra }: AppError): readonly Told[] {
  const faults = errors.length > 0 ? errors : [{ code, detail: message }];
  const { nearest } = extra as Pick<LineFault, "nearest">;
  const isShown = code === "quote_not_found" && nearest !== undefined && (nearest?.text.length ?? 0) <= longestNearest;
  return isShown ? faults.map((fault) => ({ ...fault, nearest })) : faults;
}

function failed(item: ImportItem, faults: readonly Told[], omitted = 0): LineReport {
  const list = faultList<LineFault>();
  const errors = faults.map(
    ({ pointer = "", code, detail, allowed, nearest }): LineFault => ({
      ...placeOf(item),
      pointer,
      ...columnAt(item, pointer),
      code,
      detail,
      ...(allowed && { allowed: [...allowed] }),
      ...(nearest !== undefined && { nearest }),
    }),
  );
  list.add(errors, omitted);
  return {
    ...placeOf(item),
    action: "failed",
    id: null,
    slug: null,
    version: null,
    errors: list.shown,
    ...(list.omitted > 0 && { errorsOmitted: list.omitted }),
  };
}
