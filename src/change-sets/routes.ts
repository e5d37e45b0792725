import { z } from "zod";
import { computedBody } from "../http/caching/conditional.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { keepWith } from "../http/idempotency/keys.ts";
import { liftDeadline } from "../http/limits/deadline.ts";
import { answerList, listOf, paging } from "../http/lists.ts";
import { sayWhy } from "../http/reason.ts";
import { contextOf, cursorsOf, headOf } from "../http/request/context.ts";
import { readPosition } from "../http/request/cursor.ts";
import type { ChangeSet } from "../store/port/store.ts";
import { flag } from "../validation/parameters.ts";
import { ChangedRecord, ChangeSetView, Reverted, Reverting } from "./model.ts";
import { revertChangeSet } from "./revert.ts";
import { changedRecords, findChangeSet, viewChangeSet } from "./service.ts";

const tag = "ledger";
const Place = z.tuple([z.int().min(1)]);
const params = z.strictObject({
  id: z.coerce
    .number<string>()
    .int()
    .min(1)
    .max(Number.MAX_SAFE_INTEGER)
    .meta({ description: "The number of its first line: `changeSet` of any of its lines in /v1/changes." }),
});
const ChangeSetList = listOf(ChangeSetView, "ChangeSetList");
const ChangeSetDetail = z
  .strictObject({ ...ChangeSetView.shape, ...listOf(ChangedRecord, "ChangedRecordList").shape })
  .meta({ id: "ChangeSetDetail", description: "A change set, and a page of what it changed." });

export const changeSetRoutes: Routes = async (app) => {
  app.get(
    "/v1/change-sets",
    {
      schema: operation({
        id: "listChangeSets",
        tag,
        access: "read",
        summary: "What was changed, by whom and when, newest first",
        description:
          "A change set is what was committed as one: a write with all that follows from it, or a whole import. With `by` a page may be short, or empty, before the end: one request looks at 10 000 lines of the ledger.",
        query: z.strictObject({
          ...paging,
          by: z.string().min(1).max(200).optional().meta({ description: "Made under this name alone." }),
        }),
        answers: { 200: ChangeSetList },
        headers: ["ETag", "Link"],
        problems: ["invalid_cursor"],
      }),
    },
    async (req, reply) => {
      const { limit, by } = req.query;
      const { store } = contextOf(req);
      return answerList(req, reply, req.query, {
        binding: ["change-sets", by],
        read: ({ after }) =>
          store.changeSets({ limit, ...(by && { by }), ...(after && { before: readPosition(Place, after)[0] }) }),
        view: (rows: ChangeSet[]) => rows.map(viewChangeSet),
      });
    },
  );

  app.get(
    "/v1/change-sets/:id",
    {
      schema: operation({
        id: "getChangeSet",
        tag,
        access: "read",
        summary: "One change set: every record that it wrote, each with what changed",
        description: "Its lines come in pages, in the order in which they were written.",
        params,
        query: z.strictObject(paging),
        answers: { 200: ChangeSetDetail },
        headers: ["ETag"],
        problems: ["not_found", "invalid_cursor"],
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const head = await headOf(req);
      const set = await findChangeSet(ctx, req.params.id);
      const { limit, cursor } = req.query;
      const cursors = cursorsOf(req);
      const binding = JSON.stringify(["change-set", set.id]);
      const after = cursor === undefined ? undefined : readPosition(Place, cursors.decode(cursor, binding))[0];
      const { rows, next } = await changedRecords(ctx, set, { limit, ...(after !== undefined && { after }) });
      const page = { limit, next: next && cursors.encode(next, binding), count: null };
      return computedBody(req, reply, { ...viewChangeSet(set), data: rows, page }, { headSeq: head.seq });
    },
  );

  app.post(
    "/v1/change-sets/:id/revert",
    {
      schema: operation({
        id: "revertChangeSet",
        tag,
        access: "write",
        summary: "Undo a change set: every record as it was before, as a new version",
        description:
          "All or nothing, in one transaction, which is a change set of its own and can be reverted, too. What it made is deleted, what it deleted comes back, what it changed has its earlier values. Where one of its records was changed since, nothing is written, and those are named. A change set with a purge cannot be reverted.",
        params,
        query: z.strictObject({
          dryRun: flag.default(false).meta({ description: "Do the same, then take it back: nothing is written." }),
        }),
        body: Reverting.optional(),
        answers: { 200: Reverted },
        problems: ["not_found", "changed_since", "in_use", "already_exists", "unprocessable"],
      }),
    },
    async (req) => {
      liftDeadline(req);
      sayWhy(req, req.body?.reason);
      const ctx = contextOf(req);
      const set = await findChangeSet(ctx, req.params.id);
      return revertChangeSet(ctx, set, {
        dryRun: req.query.dryRun,
        sealed: keepWith(ctx, ctx.once),
      });
    },
  );
};
