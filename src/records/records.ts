import { AppError, type Fault, invalid, invalidParameter, underway } from "../errors/errors.ts";
import { shorten } from "../errors/fault-list.ts";
import { StoreConflict } from "../store/port/conflict.ts";
import type { Entities, Kind, Recorded } from "../store/port/entities.ts";
import type { Change, Line } from "../store/port/store.ts";
import { slugFrom } from "../validation/fields.ts";
import type { Context } from "./context.ts";
import { partyHint } from "./party-hint.ts";

/** What services do with records: find one, compare its version with the client's, write, retry after a race. */

/** The versions that a client's If-Match accepts; undefined: it made no condition. */
export type Expected = readonly number[] | undefined;

/** An earlier version to restore, and the versions that the client accepts to be replaced by it. */
export interface EarlierVersion {
  version: number;
  expected: Expected;
  /** Of a commitment: whether its events become what they were, too. */
  events?: boolean;
}

/** What a record that comes from elsewhere brings along: its id. Others are given a new one. */
export interface Given {
  id?: string | undefined;
}

/** @throws AppError not_found, purged */
export async function find<K extends Kind>(ctx: Context, kind: K, key: string): Promise<Entities[K]> {
  const entity = await ctx.store.get(kind, key);
  if (entity !== null) return entity;
  throw await missing(ctx, kind, key);
}

/** The error for a record that is not there. @throws AppError purged */
export async function missing(ctx: Context, kind: Kind, key: string): Promise<AppError> {
  await demandUnpurged(ctx, kind, key);
  const hint = kind === "party" ? await partyHint(ctx, key) : "";
  return new AppError("not_found", `There is no ${kind} "${key}".${hint}`);
}

/** @throws AppError purged, for a record that is gone for good */
export async function demandUnpurged(ctx: Context, kind: Kind, id: string): Promise<void> {
  const line = await ctx.store.purgeOf(kind, id);
  if (line === null) return;
  const detail = `The ${kind} "${id}" was purged at ${line.at} by ${line.by}; line ${line.seq} of the ledger says why.`;
  throw new AppError("purged", detail);
}

/** The record that a body points at. @throws AppError unprocessable, naming the field. */
export async function findAt<K extends Kind>(
  ctx: Context,
  kind: K,
  key: string,
  pointer: string,
): Promise<Entities[K]> {
  const entity = await ctx.store.get(kind, key);
  if (entity === null) throw invalid(pointer, "unknown_reference", `There is no ${kind} "${key}".`);
  return entity;
}

/** The deleted record with this key. @throws AppError not_found, not_deleted */
export async function findDeleted<K extends Kind>(ctx: Context, kind: K, key: string): Promise<Entities[K]> {
  const entity = await ctx.store.get(kind, key, { deleted: true });
  if (entity !== null) return entity;
  await find(ctx, kind, key);
  throw new AppError("not_deleted", `The ${kind} "${key}" is not deleted.`);
}

/** @throws AppError precondition_failed */
export function demand(entity: { version: number }, expected: Expected): void {
  if (expected === undefined || expected.includes(entity.version)) return;
  throw new AppError("precondition_failed", `The record is at version ${entity.version}, not at the one in If-Match.`, {
    extra: { currentVersion: entity.version },
  });
}

const attempts = 50;

/**
 * Runs a whole decision: read, judge, write once. Where another write came between, it runs again on what is there now,
 * so two people at once are each judged in turn.
 */
export async function decide<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreConflict)) throw error;
      if (error.reason === "repeated") throw underway(error.id);
      if (attempt < attempts && error.reason !== "exists" && error.reason !== "missing_reference") continue;
      if (error.reason === "exists") throw idTaken(error);
      if (error.reason === "missing_reference") {
        throw new AppError(
          "unprocessable",
          `It rests on the ${error.kind} "${error.id}", which is deleted or purged: restore that first.`,
        );
      }
      throw new AppError("conflict", `The ${error.kind} ${error.id} kept changing; nothing was written.`);
    }
  }
}

function idTaken({ kind, id }: StoreConflict): AppError {
  const detail = `The id ${id} is taken: by a ${kind} that was deleted, or that belongs elsewhere.`;
  return new AppError("already_exists", detail, { errors: [{ pointer: "/id", code: "taken", detail }] });
}

/** Writes changes under the caller's name, dated by the store. */
export function write(ctx: Context, changes: readonly Change[]): Promise<Entities[Kind][]> {
  const { principal, now, once, reason } = ctx;
  return ctx.store.apply(changes, {
    by: principal.name,
    at: () => now().toISOString(),
    ...(once && { once }),
    ...(reason && { reason }),
  });
}

/** Hides a record. @throws AppError in_use with the records that point at it. */
export async function remove(ctx: Context, change: Change, key: string): Promise<void> {
  await demandUnused(ctx, change.kind, key);
  await write(ctx, [change]);
}

/** @throws AppError in_use with the records that point at this one */
export async function demandUnused(ctx: Context, kind: Kind, key: string): Promise<void> {
  const pointing = await ctx.store.referencesTo(kind, key, 20);
  if (pointing.length === 0) return;
  const names = pointing.map(({ kind: from, id, slug }) => `${from} ${slug ?? id}`).join(", ");
  throw new AppError("in_use", `The ${kind} "${key}" is pointed at by: ${names}.`, {
    extra: { referencedBy: pointing },
  });
}

/**
 * A slug for a new record: the one asked for if it is free, or a free one made from the title.
 * @throws AppError already_exists
 */
export async function freeSlug(
  ctx: Context,
  kind: "source" | "commitment",
  wish: { slug?: string | undefined; title: string; id: string },
): Promise<string> {
  const base = wish.slug ?? slugFrom(wish.title, wish.id);
  for (let n = 1; ; n++) {
    const slug = n === 1 ? base : `${base}-${n}`;
    const holder = (await ctx.store.get(kind, slug)) ?? (await ctx.store.get(kind, slug, { deleted: true }));
    if (holder === null || holder.id === wish.id) return slug;
    if (wish.slug !== undefined) throw taken(kind, slug, holder.id);
  }
}

function taken(kind: Kind, slug: string, id: string): AppError {
  const detail = `The slug "${slug}" belongs to the ${kind} ${id}, which may be deleted.`;
  return new AppError("already_exists", detail, {
    errors: [{ pointer: "/slug", code: "taken", detail }],
    extra: { existing: { kind, id, slug } },
  });
}

/** Those of the codes that are parties. */
export async function knownParties(ctx: Context, codes: readonly string[]): Promise<Set<string>> {
  const parties = await ctx.store.getMany("party", [...new Set(codes)]);
  return new Set(parties.map(({ code }) => code));
}

/** For so many unknown parties of one request, it is looked up who may be meant. */
const mostHints = 10;

/** Checks that every party code exists. `pointerOf` gives the pointer of the n-th. @throws AppError unprocessable */
export async function checkParties(
  ctx: Context,
  codes: readonly string[],
  pointerOf: (n: number) => string,
): Promise<void> {
  const known = await knownParties(ctx, codes);
  const errors: Fault[] = [];
  for (const [n, code] of codes.entries()) {
    if (known.has(code)) continue;
    const hint = errors.length < mostHints ? await partyHint(ctx, code) : "";
    const detail = `There is no party "${shorten(code, 60)}".${hint} /v1/parties lists them.`;
    errors.push({ pointer: pointerOf(n), code: "unknown_party", detail });
  }
  if (errors.length > 0) throw new AppError("unprocessable", errors[0]?.detail ?? "", { errors });
}

/**
 * The keys of parties or sources that a parameter filters by.
 * @throws AppError invalid_request for one that does not exist.
 */
export async function checkKnown(
  ctx: Context,
  kind: "party" | "source" | "commitment",
  parameter: string,
  keys: readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  for (const key of keys) {
    const entity = await ctx.store.get(kind, key);
    if (entity === null) {
      const hint = kind === "party" ? await partyHint(ctx, key) : "";
      const detail = `There is no ${kind} "${shorten(key, 60)}".${hint}`;
      throw invalidParameter(parameter, `unknown_${kind}`, detail);
    }
    found.push("id" in entity ? entity.id : entity.code);
  }
  return found;
}

/** The line of the ledger with an earlier version of a record. @throws AppError unprocessable when there is none */
export async function lineAt(ctx: Context, kind: Kind, id: string, version: number): Promise<Line> {
  const [line] = await ctx.store.linesAt([{ kind, id, version }]);
  if (!line) throw invalid("/version", "unknown_version", `The ${kind} has no version ${version}.`);
  return line;
}

/** A record as of an earlier version. @throws AppError unprocessable when there is no such version */
export async function stateAt<K extends Kind>(
  ctx: Context,
  kind: K,
  id: string,
  version: number,
): Promise<Recorded[K]> {
  return (await lineAt(ctx, kind, id, version)).data as Recorded[K];
}
