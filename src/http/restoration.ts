import { z } from "zod";
import { Version } from "../validation/fields.ts";
export const Restoration = z
  .strictObject({ version: Version.meta({ description: "The version whose fields it gets back, as a new version." }) })
  .meta({ id: "Restoration", description: "Which earlier version of a record to restore." });

export const CommitmentRestoration = Restoration.extend({
  events: z
    .boolean()
    .default(false)
    .meta({ description: "Whether its events become what they were at that version, too, and so its status." }),
}).meta({
  id: "CommitmentRestoration",
  description: "Which earlier version of a commitment to restore, and what of it.",
});

/** What POST to a record's /restore does, for the contract. */
export const restoring = `Without a body: brings the deleted record back. With \`version\`: gives a living record the fields that it
had at that version, as a new version, by the same rules as PUT. What follows from other records, such as a commitment's
status, is computed anew; another due date is recorded as an event.`;

/** As `restoring`, for commitments. */
export const restoringCommitment = `${restoring} The timeline stays as it is, unless \`events\` is true: then the events become
what they were at that version, and status and due date with them. What was not brought back is told in \`warnings\`.`;
