import { codeFault, NewParty, type Party } from "../domain/party.ts";
import { AppError, invalid } from "../errors/errors.ts";
import type { Context } from "../records/context.ts";
import {
  checkParties,
  decide,
  demand,
  type EarlierVersion,
  type Expected,
  find,
  findDeleted,
  knownParties,
  remove,
  stateAt,
  write,
} from "../records/records.ts";
import { StoreConflict } from "../store/port/conflict.ts";
import type { Change } from "../store/port/store.ts";
import { isSame, patched } from "../validation/fields.ts";

/** @throws AppError already_exists, unprocessable */
export function createParty(ctx: Context, input: NewParty): Promise<Party> {
  return decide(async () => {
    for (const deleted of [false, true]) {
      if (await ctx.store.get("party", input.code, { deleted })) throw exists(input.code, deleted);
    }
    await check(ctx, input);
    const at = ctx.now().toISOString();
    const entity: Party = { ...input, version: 0, createdAt: at, updatedAt: at };
    const [party] = await write(ctx, [{ op: "create", kind: "party", entity }]);
    return party as Party;
  });
}

/** Adds all of these that neither are there nor ever were, in one write. Answers how many were added. */
export function addParties(ctx: Context, inputs: readonly NewParty[]): Promise<number> {
  return decide(async () => {
    const at = ctx.now().toISOString();
    const changes: Change[] = [];
    const all = inputs.map(({ code }) => code);
    const known = await knownParties(ctx, all);
    for (const input of inputs) {
      if (known.has(input.code) || (await wasThere(ctx, input.code))) continue;
      await check(ctx, input);
      changes.push({ op: "create", kind: "party", entity: { ...input, version: 0, createdAt: at, updatedAt: at } });
    }
    await write(ctx, changes).catch(lookAgain);
    return changes.length;
  });
}

/** Another process that starts may have added one of them meanwhile. */
function lookAgain(error: unknown): never {
  const isTaken = error instanceof StoreConflict && error.reason === "exists";
  throw isTaken ? new StoreConflict("version", error.kind, error.id) : error;
}

async function wasThere(ctx: Context, code: string): Promise<boolean> {
  const deleted = await ctx.store.get("party", code, { deleted: true });
  return deleted !== null || (await ctx.store.purgeOf("party", code)) !== null;
}

function exists(code: string, deleted: boolean): AppError {
  const cure = deleted
    ? `It was deleted: POST /v1/parties/${code}/restore brings it back.`
    : `PATCH /v1/parties/${code} changes it.`;
  return new AppError("already_exists", `There is a party "${code}" already. ${cure}`);
}

/** @throws AppError not_found, precondition_failed, unprocessable */
export function patchParty(ctx: Context, code: string, patch: object, expected: Expected): Promise<Party> {
  return change(ctx, code, expected, (party) => patched(NewParty, party, patch));
}

/** @throws AppError not_found, precondition_failed, unprocessable */
export function replaceParty(ctx: Context, code: string, input: NewParty, expected: Expected): Promise<Party> {
  return change(ctx, code, expected, () => input);
}

/** Gives a party the fields that it had at an earlier version. @throws AppError as replaceParty */
function revive(ctx: Context, code: string, { version, expected }: EarlierVersion): Promise<Party> {
  return change(ctx, code, expected, async () => patched(NewParty, await stateAt(ctx, "party", code, version), {}));
}

function change(
  ctx: Context,
  code: string,
  expected: Expected,
  next: (party: Party) => NewParty | Promise<NewParty>,
): Promise<Party> {
  return decide(async () => {
    const party = await find(ctx, "party", code);
    demand(party, expected);
    const entity: Party = { ...party, ...(await next(party)) };
    if (entity.code !== party.code)
      throw invalid("/code", "immutable", `The code of a party does not change: it is "${party.code}".`);
    if (isSame(entity, party)) return party;
    await check(ctx, entity);
    const [changed] = await write(ctx, [{ op: "update", kind: "party", entity }]);
    return changed as Party;
  });
}

async function check(ctx: Context, party: NewParty): Promise<void> {
  const fault = codeFault(party.kind, party.code);
  if (fault) throw invalid("/code", "wrong_code", fault);
  for (const field of ["members", "successors"] as const)
    if (party[field].includes(party.code))
      throw invalid(`/${field}`, "circular", `"${party.code}" cannot be among its own ${field}.`);
  await checkParties(ctx, party.members, (n) => `/members/${n}`);
  await checkParties(ctx, party.successors, (n) => `/successors/${n}`);
  if (party.parent === null) return;
  await checkParties(ctx, [party.parent], () => "/parent");
  for (
    let above: string | null = party.parent;
    above !== null;
    above = (await ctx.store.get("party", above))?.parent ?? null
  ) {
    if (above === party.code)
      throw invalid("/parent", "circular", `"${party.code}" would belong to itself through "${party.parent}".`);
  }
}

/** @throws AppError not_found, precondition_failed, in_use */
export function deleteParty(ctx: Context, code: string, expected: Expected): Promise<void> {
  return decide(async () => {
    const entity = await find(ctx, "party", code);
    demand(entity, expected);
    await remove(ctx, { op: "delete", kind: "party", entity }, code);
  });
}

/** Brings a deleted party back, or the fields of an earlier version. @throws AppError not_found, not_deleted */
export function restoreParty(ctx: Context, code: string, revision?: EarlierVersion): Promise<Party> {
  if (revision) return revive(ctx, code, revision);
  return decide(async () => {
    const entity = await findDeleted(ctx, "party", code);
    const [party] = await write(ctx, [{ op: "restore", kind: "party", entity }]);
    return party as Party;
  });
}
