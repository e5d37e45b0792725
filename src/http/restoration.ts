import { z } from "zod";
import { Version } from "../validation/fields.ts";
export const Restoration = z
  .strictObject({ version: Version.meta({ description: "The version whose fields it gets back, as a new version." }) })
  .meta({ id: "Restoration", description: "Which earlier version of a record to restore." });

/** What POST to a record's /restore does, for the contract. */
export const restoring = `Without a body: brings the deleted record back. With \`version\`: gives a living record the fields that it
had at that version, as a new version, by the same rules as PUT. What follows from other records, such as a commitment's
status, is computed anew; another due date is recorded as an event.`;
