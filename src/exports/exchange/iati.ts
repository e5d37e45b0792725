import type { Stage } from "../../domain/amount.ts";
import type { Role } from "../../domain/codelists/codelists.ts";

/** What export and import share of IATI, version 2.03 (https://iatistandard.org/en/iati-standard/203/codelists/). */

/**
 * The namespace of what we add to an activity, which the standard allows: `line`, its commitment in the interchange
 * format, and `id` on what shows a part of it. Never changed, since files name it.
 */
export const namespace = "urn:uuid:01939a3e-6f00-7c41-9d5b-7a3e2b8c4f10";

/** The code that each stage of money is written as: 12 outgoing pledge, 2 outgoing commitment, 3 disbursement. */
export const transactionTypes: Readonly<Record<Stage, string>> = { pledged: "12", committed: "2", disbursed: "3" };

/** OrganisationRole: 1 funding, 2 accountable, 4 implementing. The other roles are no participation in this sense. */
export const organisationRoles: Partial<Record<Role, string>> = {
  funder: "1",
  promisor: "2",
  guarantor: "2",
  implementer: "4",
};
