import { relate, relationsOf } from "../../commitments/relations/service.ts";
import type { Commitment } from "../../domain/commitment.ts";
import { NewRelation, type Relation, symmetric } from "../../domain/relation.ts";
import { invalid } from "../../errors/errors.ts";
import type { Given } from "../../records/records.ts";
import { idFor, type Part, pick, reader, under } from "../lines/merge.ts";
import type { Run } from "./import-state.ts";

/** The relations of a line. Those to commitments that do not exist yet are left open: a later line may bring them. */

/** A relation as the services take it; null while the commitment at its other end is not known. */
type Readied = { relation: NewRelation & Given; at: string } | null;

const readRelation = reader(NewRelation);

/** The relations of a line, in order. */
export async function readyRelations(run: Run, line: Part): Promise<{ relation: NewRelation & Given; at: string }[]> {
  const readied: Readied[] = [];
  for (const [n, part] of ((line.relations ?? []) as Part[]).entries()) {
    const at = `/relations/${n}`;
    readied.push(await under(at, () => ready(run, { line, part, at })));
  }
  return readied.filter((each) => each !== null);
}

interface Place {
  line: Part;
  part: Part;
  at: string;
}

async function ready(run: Run, { line, part, at }: Place): Promise<Readied> {
  const end = farEnd(line, part);
  const key = part[end];
  if (key === undefined) throw invalid(`/${end}`, "required", "A relation needs the commitment at its other end.");
  const other = await findOther(run, String(key), part.other as { slug?: string } | undefined);
  if (other === null) {
    run.open.push({ pointer: `${at}/${end}`, code: "unknown_reference", detail: `There is no commitment "${key}".` });
    return null;
  }
  const relation = readRelation({ ...pick(part, ["type", "note"]), [end]: other.id });
  return { relation: { ...relation, id: idFor(part) }, at };
}

/** The end at which the other commitment stands. */
function farEnd(line: Part, { from, to, direction }: Part): "from" | "to" {
  if (direction !== undefined) return direction === "incoming" ? "from" : "to";
  if (from === undefined || to === undefined) return from === undefined ? "to" : "from";
  return [line.id, line.slug].includes(to as string) ? "from" : "to";
}

async function findOther(
  { ctx, renamed }: Run,
  key: string,
  other: { slug?: string } | undefined,
): Promise<Commitment | null> {
  const byKey = await ctx.store.get("commitment", renamed.get(key) ?? key);
  return byKey ?? (other?.slug === undefined ? null : ctx.store.get("commitment", other.slug));
}

/** Adds those that a commitment does not have yet. What is there stays as it is. */
export async function mergeRelations(run: Run, { id }: Pick<Commitment, "id">, line: Part): Promise<void> {
  const readied = await readyRelations(run, line);
  if (readied.length === 0) return;
  const known = await relationsOf(run.ctx, [id]);
  for (const { relation, at } of readied) {
    if (known.some((other) => isSameRelation(other, id, relation))) continue;
    await under(at, () => relate(run.ctx, id, relation));
  }
}

function isSameRelation(
  known: Relation,
  id: string,
  { type, from = id, to = id, id: given }: NewRelation & Given,
): boolean {
  if (known.id === given) return true;
  const isTurned = symmetric.has(type) && known.from === to && known.to === from;
  return known.type === type && (isTurned || (known.from === from && known.to === to));
}
