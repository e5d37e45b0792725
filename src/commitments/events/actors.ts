import { stageOf } from "../../domain/amount.ts";
import type { NewEvent } from "../../domain/event.ts";
import { ownActs } from "../../domain/participation.ts";
import type { Aggregate } from "../../domain/status.ts";
import { invalid } from "../../errors/errors.ts";
import { shorten } from "../../errors/fault-list.ts";

/** What an event says of parties and of money, checked against its type and its commitment. */

/** @throws AppError unprocessable for an amount with a type that tells of no money */
export function checkAmount({ type, amount }: NewEvent, at: string): void {
  if (amount === null || stageOf[type] !== undefined) return;
  const detail = `An event of type ${type} tells of no money; these do: ${Object.keys(stageOf).join(", ")}.`;
  throw invalid(`${at}/amount`, "no_amount", detail, Object.keys(stageOf));
}

/**
 * The act of some parties is theirs: they are of the commitment, and its status stays.
 * @throws AppError unprocessable
 */
export function checkActors({ commitment }: Aggregate, { type, parties, status }: NewEvent, at: string): void {
  const known = [...new Set(commitment.parties.map(({ party }) => party))];
  for (const [n, party] of parties.entries()) {
    const pointer = `${at}/parties/${n}`;
    if (!known.includes(party))
      throw invalid(pointer, "not_a_party", `"${shorten(party, 60)}" is no party of this commitment.`, known);
    if (parties.indexOf(party) < n) throw invalid(pointer, "repeated", `${party} is there already.`);
  }
  if (parties.length === 0 && ownActs.has(type))
    throw invalid(`${at}/parties`, "required", `An event of type ${type} must say whose act it is.`, known);
  if (parties.length === 0 || status === undefined || status === null) return;
  const detail =
    "The act of some parties does not move the status of the commitment: leave `status` out, and record what became of the whole as an event without `parties`.";
  throw invalid(`${at}/status`, "of_some_parties", detail);
}

/** Checks that a commitment may have these parties, given whose acts are on record. @throws AppError unprocessable */
export function checkActed({ commitment, events }: Aggregate): void {
  const known = new Set(commitment.parties.map(({ party }) => party));
  for (const { id, parties } of events) {
    const gone = parties.find((party) => !known.has(party));
    if (gone !== undefined)
      throw invalid("/parties", "acted", `The event ${id} is an act of ${gone}: correct or delete that first.`);
  }
}
