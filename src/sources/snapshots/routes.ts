import { z } from "zod";
import { maxTextLength } from "../../domain/anchoring/text.ts";
import { NewSnapshot, SnapshotTaken, SnapshotView, viewSnapshot } from "../../domain/source.ts";
import { textLimitBytes } from "../../http/bodies/json.ts";
import { createdBody, taggedBody } from "../../http/caching/conditional.ts";
import { operation, type Routes } from "../../http/contract/operation.ts";
import { answerRecords, listOf, paging } from "../../http/lists.ts";
import { contextOf } from "../../http/request/context.ts";
import { recordTime } from "../../http/time-travel.ts";
import { find } from "../../records/records.ts";
import type { Filter } from "../../store/port/query.ts";
import { Id, Key } from "../../validation/fields.ts";
import { snapshotText, takeSnapshot } from "./service.ts";

const tag = "sources";
const params = z.strictObject({ id: Key });
const textParams = z.strictObject({ id: Key, snapshotId: Id });
const query = z.strictObject({ ...recordTime, ...paging });
const SnapshotList = listOf(SnapshotView, "SnapshotList");

export const snapshotRoutes: Routes = async (app) => {
  app.get(
    "/v1/sources/:id/snapshots",
    {
      schema: operation({
        id: "listSnapshots",
        tag,
        access: "read",
        summary: "List the texts of a source as retrieved, newest first",
        description: "Each with its hash and length; the text itself has an address of its own.",
        params,
        query,
        answers: { 200: SnapshotList },
        headers: ["ETag", "Link"],
        problems: ["not_found", "invalid_cursor"],
      }),
    },
    async (req, reply) => {
      const source = await find(contextOf(req), "source", req.params.id);
      const filters: Filter[] = [{ field: "sourceId", in: [source.id] }];
      const sort = [{ field: "retrievedAt", descending: true }];
      return answerRecords(req, reply, {
        kind: "snapshot",
        query: req.query,
        filters,
        sort,
        view: (rows) => rows.map(viewSnapshot),
      });
    },
  );

  app.post(
    "/v1/sources/:id/snapshots",
    {
      bodyLimit: textLimitBytes,
      schema: operation({
        id: "takeSnapshot",
        tag,
        access: "write",
        summary: "Record a text of a source; every quote of it is anchored anew",
        description:
          "The text that the source has already completes that snapshot and is not recorded twice; one that it had earlier is retrieved anew. " +
          `At most ${maxTextLength} code points.`,
        params,
        body: NewSnapshot,
        consumes: ["application/json", "text/plain"],
        answers: { 201: SnapshotTaken },
        headers: ["ETag", "Location"],
        problems: ["not_found", "malformed_text", "conflict", "unprocessable"],
      }),
    },
    async (req, reply) => {
      const { snapshot, reanchored } = await takeSnapshot(contextOf(req), req.params.id, req.body);
      const path = `/v1/sources/${snapshot.sourceId}/snapshots/${snapshot.id}/text`;
      return createdBody(req, reply, { ...viewSnapshot(snapshot), reanchored } as { version: number }, path);
    },
  );

  app.get(
    "/v1/sources/:id/snapshots/:snapshotId/text",
    {
      schema: operation({
        id: "getSnapshotText",
        tag,
        access: "text",
        summary: "Read a text",
        description:
          "Quoting is fair, republishing may not be; hence it is not for everybody unless the operator opens it.",
        params: textParams,
        answers: { 200: { content: { "text/plain": z.string() } } },
        headers: ["ETag"],
        problems: ["not_found"],
      }),
    },
    async (req, reply) => {
      const { text, sha256 } = await snapshotText(contextOf(req), req.params.id, req.params.snapshotId);
      return taggedBody(req, reply.type("text/plain; charset=utf-8"), { tag: `"${sha256}"`, body: text });
    },
  );
};
