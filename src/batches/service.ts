import { AppError, type Fault } from "../errors/errors.ts";
import { faultList } from "../errors/fault-list.ts";
import { type ProblemCode, problems } from "../errors/problems.ts";
import type { Context } from "../records/context.ts";
import type { Store } from "../store/port/store.ts";
import { effectsSince } from "./effects.ts";
import type { BatchReport, BatchResult, Operation } from "./model.ts";

/** Batches: operations in order, in one transaction, which is one change set. */

/** The answer to one operation, as the request alone would be given it. */
export interface Answer {
  status: number;
  body: Record<string, unknown> | null;
}

interface Options {
  dryRun: boolean;
  /** Whether what the commitments become is told. */
  effects: boolean;
  /** Does one operation, in a store that is a part of the transaction. */
  send: (operation: Operation, store: Store) => Promise<Answer>;
  /** Asked before each operation, and before the commit. @throws where nobody waits for the answer any more */
  demandTime: () => void;
  /** What else belongs to the transaction of a batch that is committed. */
  sealed?: (store: Store, report: BatchReport) => Promise<void>;
}

/**
 * Does all operations, or none where one fails; those after it are judged as if it had not been there.
 * @throws AppError batch_failed, and what is no fault of an operation: unavailable, ...
 */
export function runBatch(ctx: Context, operations: readonly Operation[], options: Options): Promise<BatchReport> {
  const { dryRun, effects, send, sealed, demandTime } = options;
  return ctx.store.exclusively(async (store) => {
    const { seq } = await store.head();
    const results: BatchResult[] = [];
    const faults = faultList();
    let failed = 0;
    for (const [n, operation] of operations.entries()) {
      demandTime();
      const { result, wrong } = await one(n, { operation, results, store, send });
      results.push(result);
      if (wrong.length > 0) failed += 1;
      faults.add(wrong);
    }
    if (failed > 0) throw refusal(failed, operations.length, faults);
    demandTime();
    const hasWritten = (await store.head()).seq > seq;
    const told = effects ? { effects: await effectsSince(ctx, { before: ctx.store, now: store, seq }) } : {};
    const report = { dryRun, changeSet: hasWritten && !dryRun ? seq + 1 : null, ...told, results };
    if (!dryRun) await sealed?.(store, report);
    return { commit: !dryRun, value: report };
  });
}

function refusal(failed: number, all: number, { shown, omitted }: ReturnType<typeof faultList>): AppError {
  const detail = `${failed} of ${all} operations failed; nothing was written.`;
  return new AppError("batch_failed", detail, { errors: shown, errorsOmitted: omitted, extra: { failed } });
}

const nothing = { id: null, slug: null, version: null };

type One = Pick<Options, "send"> & { operation: Operation; results: readonly BatchResult[]; store: Store };

async function one(
  n: number,
  { operation, results, store, send }: One,
): Promise<{ result: BatchResult; wrong: Fault[] }> {
  const at = `/operations/${n}`;
  const wrong: Fault[] = [];
  const idOf = (given: unknown, pointer: string): string => {
    const id = typeof given === "number" ? results[given]?.id : undefined;
    if (id) return id;
    const detail = `No operation before ${n} that made a record is numbered ${JSON.stringify(given)}.`;
    wrong.push({ pointer, code: "unknown_reference", detail });
    return "";
  };
  const path = operation.path.replaceAll(/\$(\d+)/g, (_, number) => idOf(Number(number), `${at}/path`));
  const body = withIds(operation.body, `${at}/body`, idOf);
  if (wrong.length > 0) return { result: { status: 422, ...nothing }, wrong };
  const answer = await store.exclusively(async (part) => {
    const value = await send({ ...operation, path, body }, part);
    return { commit: value.status < 400, value };
  });
  return answer.status < 400
    ? { result: resultOf(answer), wrong }
    : { result: resultOf(answer), wrong: faultsOf(at, answer) };
}

/** The same value with the id in the place of each `{"$ref": n}`. */
function withIds(value: unknown, pointer: string, idOf: (given: unknown, pointer: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item, n) => withIds(item, `${pointer}/${n}`, idOf));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value);
  if (members.length === 1 && members[0]?.[0] === "$ref") return idOf(members[0][1], pointer);
  return Object.fromEntries(members.map(([name, item]) => [name, withIds(item, `${pointer}/${name}`, idOf)]));
}

function resultOf({ status, body }: Answer): BatchResult {
  const { id = null, code = null, slug = null, version = null, warnings } = (status < 400 && body) || {};
  return { status, id: id ?? code, slug, version, ...(warnings ? { warnings } : {}) } as BatchResult;
}

/** @throws AppError where it is no fault of the operation */
function faultsOf(at: string, { status, body }: Answer): Fault[] {
  const { code, detail, errors = [] } = body as unknown as { code: ProblemCode; detail: string; errors?: Fault[] };
  if (status >= 500 || !(code in problems)) throw new AppError(code in problems ? code : "internal", detail);
  if (errors.length === 0) return [{ pointer: at, code, detail }];
  return errors.map(({ parameter, pointer, ...fault }) => ({
    pointer: parameter === undefined ? `${at}/body${pointer ?? ""}` : `${at}/path`,
    ...fault,
  }));
}
