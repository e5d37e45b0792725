import { z } from "zod";
import { operation, type Routes } from "../http/contract/operation.ts";
import { contextOf } from "../http/request/context.ts";
import { RecordKind } from "../ledger/model.ts";
import { Key } from "../validation/fields.ts";
import { PurgeOrder, PurgeReceipt } from "./model.ts";
import { purgeRecord } from "./service.ts";

const params = z.strictObject({ kind: RecordKind, id: Key });

export const purgeRoutes: Routes = async (app) => {
  app.post(
    "/v1/records/:kind/:id/purge",
    {
      schema: operation({
        id: "purgeRecord",
        tag: "ledger",
        access: "admin",
        summary: "Take a record out for good: for a court, a person's rights, a claim on a text",
        description: `What a deletion hides, this destroys: all that the record ever held is gone from every answer, earlier
states included, and cannot be brought back. Its lines stay in the ledger with their hashes, empty and marked \`purged\`, and a
new line says who did it, when and why. A commitment goes with its events, milestones, assessments and relations; a source with its
texts and its deleted quotes. What living records point at is refused. Old backups, exports and other people's copies still have
it: docs/operations.md says what is left to do.`,
        params,
        body: PurgeOrder,
        answers: { 200: PurgeReceipt },
        problems: ["not_found", "in_use", "conflict", "unprocessable"],
      }),
    },
    async (req) => purgeRecord(contextOf(req), { kind: req.params.kind, key: req.params.id, ...req.body }),
  );
};
