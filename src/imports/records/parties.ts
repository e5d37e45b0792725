import { NewParty } from "../../domain/party.ts";
import { createParty, patchParty } from "../../parties/service.ts";
import type { Context } from "../../records/context.ts";
import { knownParties } from "../../records/records.ts";
import { differing, isEmpty, type Part, pick, reader, under } from "../lines/merge.ts";
import type { Run } from "./import-state.ts";

const readParty = reader(NewParty);
const names = Object.keys(NewParty.shape).filter((name) => name !== "code");

/** A party of this code as a line brings it. Where it is only named, it must be there. */
async function mergeParty({ ctx }: Run, code: string, part: Part): Promise<void> {
  const fields = { ...pick(part, names), ...(await present(ctx, part)) };
  if (isEmpty(fields)) return;
  const known = await ctx.store.get("party", code);
  if (known === null) {
    await createParty(ctx, readParty({ code, ...fields }));
    return;
  }
  const patch = differing(fields, known);
  if (!isEmpty(patch)) await patchParty(ctx, code, patch, undefined);
}

/** Its members and successors, without those that are not there: a line does not bring them along. */
async function present(ctx: Context, part: Part): Promise<object> {
  const kept: Record<string, string[]> = {};
  for (const name of ["members", "successors"] as const) {
    if (part[name] === undefined) continue;
    const codes = part[name] as string[];
    const known = await knownParties(ctx, codes);
    kept[name] = codes.filter((code) => known.has(code));
  }
  return kept;
}

interface Named {
  code: string;
  part: Part;
  at: string;
}

/** The parties of a line, each after the one that it belongs to. */
export async function mergeParties(run: Run, line: Part): Promise<void> {
  const named = (name: string, key: string) =>
    ((line[name] ?? []) as Part[]).map((part, n): Named => ({ code: String(part[key]), part, at: `/${name}/${n}` }));
  const all = [...named("citedParties", "code"), ...named("parties", "party")];
  const byCode = new Map(all.map((each) => [each.code, each]));
  const done = new Set<Named>();
  const merge = async (each: Named): Promise<void> => {
    if (done.has(each)) return;
    done.add(each);
    const above = byCode.get(String(each.part.parent));
    if (above) await merge(above);
    await under(each.at, () => mergeParty(run, each.code, each.part));
  };
  for (const each of all) await merge(each);
}
