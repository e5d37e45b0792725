import { boundsOf } from "../dates/edtf.ts";
import { NewSource, type Source } from "../domain/source.ts";
import { recorroborated } from "../records/aggregate.ts";
import type { Context } from "../records/context.ts";
import {
  checkParties,
  decide,
  demand,
  type EarlierVersion,
  type Expected,
  find,
  findDeleted,
  freeSlug,
  type Given,
  remove,
  stateAt,
  write,
} from "../records/records.ts";
import { isSame, patched } from "../validation/fields.ts";

/** Members in the order in which they are read again, so that a repeated answer is the first one to the byte. */
function fill({ slug, ...input }: NewSource & { slug: string }) {
  const bounds = input.publishedOn === null ? { earliest: null, latest: null } : boundsOf(input.publishedOn);
  return { slug, ...input, publishedEarliest: bounds.earliest, publishedLatest: bounds.latest };
}

const checkIssuers = (ctx: Context, input: NewSource) => checkParties(ctx, input.issuedBy, (n) => `/issuedBy/${n}`);

/** @throws AppError already_exists, unprocessable */
export function createSource(ctx: Context, given: NewSource & Given): Promise<Source> {
  return decide(async () => {
    await checkIssuers(ctx, given);
    const { id = ctx.newId(), ...input } = given;
    const slug = await freeSlug(ctx, "source", { slug: input.slug, title: input.title, id });
    const at = ctx.now().toISOString();
    const entity: Source = { id, ...fill({ ...input, slug }), version: 0, createdAt: at, updatedAt: at };
    const [source] = await write(ctx, [{ op: "create", kind: "source", entity }]);
    return source as Source;
  });
}

/** @throws AppError not_found, precondition_failed, already_exists, unprocessable */
export function patchSource(ctx: Context, key: string, patch: object, expected: Expected): Promise<Source> {
  return change(ctx, key, expected, (source) => patched(NewSource, source, patch));
}

/** @throws AppError not_found, precondition_failed, already_exists, unprocessable */
export function replaceSource(ctx: Context, key: string, input: NewSource, expected: Expected): Promise<Source> {
  return change(ctx, key, expected, () => input);
}

/** Gives a source the fields that it had at an earlier version. @throws AppError as replaceSource */
function revive(ctx: Context, key: string, { version, expected }: EarlierVersion): Promise<Source> {
  return change(ctx, key, expected, async ({ id }) =>
    patched(NewSource, await stateAt(ctx, "source", id, version), {}),
  );
}

function change(
  ctx: Context,
  key: string,
  expected: Expected,
  next: (source: Source) => NewSource | Promise<NewSource>,
): Promise<Source> {
  return decide(async () => {
    const source = await find(ctx, "source", key);
    demand(source, expected);
    const input = await next(source);
    await checkIssuers(ctx, input);
    const slug = await freeSlug(ctx, "source", { slug: input.slug ?? source.slug, title: input.title, id: source.id });
    const entity: Source = { ...source, ...fill({ ...input, slug }) };
    if (isSame(entity, source)) return source;
    const resting = isSame(entity.issuedBy, source.issuedBy)
      ? []
      : await recorroborated(ctx, source.id, entity.issuedBy);
    const [changed] = await write(ctx, [{ op: "update", kind: "source", entity }, ...resting]);
    return changed as Source;
  });
}

/** @throws AppError not_found, precondition_failed, in_use */
export function deleteSource(ctx: Context, key: string, expected: Expected): Promise<void> {
  return decide(async () => {
    const entity = await find(ctx, "source", key);
    demand(entity, expected);
    await remove(ctx, { op: "delete", kind: "source", entity }, entity.id);
  });
}

/** Brings a deleted source back, or the fields of an earlier version. @throws AppError not_found, not_deleted */
export function restoreSource(ctx: Context, key: string, revision?: EarlierVersion): Promise<Source> {
  if (revision) return revive(ctx, key, revision);
  return decide(async () => {
    const entity = await findDeleted(ctx, "source", key);
    await checkParties(ctx, entity.issuedBy, (n) => `/issuedBy/${n}`);
    const [source] = await write(ctx, [{ op: "restore", kind: "source", entity }]);
    return source as Source;
  });
}
