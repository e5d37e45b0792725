import { z } from "zod";
import { PartyRef } from "../validation/fields.ts";
import { Role } from "./codelists/codelists.ts";

export const CommitmentParty = z
  .strictObject({ party: PartyRef, role: Role })
  .meta({ id: "CommitmentParty", description: "A party and its role in the commitment." });
export type CommitmentParty = z.infer<typeof CommitmentParty>;

export const isPromisor = ({ role }: Pick<CommitmentParty, "role">): boolean => role === "promisor";

/** Codes of those who promise, in their order. */
export function promisorsOf(parties: readonly CommitmentParty[]): string[] {
  return parties.filter(isPromisor).map(({ party }) => party);
}
