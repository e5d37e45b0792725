import { NewParty } from "../parties/model.ts";
import { createParty, patchParty } from "../parties/service.ts";
import { differing, isEmpty, type Part, pick, reader } from "./parts.ts";
import type { Run } from "./run.ts";

const readParty = reader(NewParty);
const names = Object.keys(NewParty.shape).filter((name) => name !== "code");

/** A party as a line brings it. Where it is only named, it must be there. */
export async function mergeParty({ ctx }: Run, part: Part): Promise<void> {
  const fields = pick(part, names);
  if (isEmpty(fields)) return;
  const code = String(part.party);
  const known = await ctx.store.get("party", code);
  if (known === null) {
    await createParty(ctx, readParty({ code, ...fields }));
    return;
  }
  const patch = differing(fields, known);
  if (!isEmpty(patch)) await patchParty(ctx, code, patch, undefined);
}
