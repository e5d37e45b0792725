import { z } from "zod";
import { SourceKind } from "../domain/codelists/codelists.ts";
import { NewSource, Source, SourcePatch } from "../domain/source.ts";
import { mergePatchTypes } from "../http/bodies/json.ts";
import { createdBody, entityBody, expectedVersion, revisionOf, sendNothing } from "../http/caching/conditional.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { answerRecords, counting, listOf, paging, sortable, toSort } from "../http/lists.ts";
import { contextOf } from "../http/request/context.ts";
import { Restoration, restoring } from "../http/restoration.ts";
import { searchable, searchFilters } from "../http/search-parameter.ts";
import { recordTime } from "../http/time-travel.ts";
import { checkKnown, find } from "../records/records.ts";
import type { Filter } from "../store/port/query.ts";
import { Key, PartyRef } from "../validation/fields.ts";
import { manyOrNot } from "../validation/parameters.ts";
import { createSource, deleteSource, patchSource, replaceSource, restoreSource } from "./service.ts";

const tag = "sources";
const recordQuery = z.strictObject(recordTime);
const params = z.strictObject({ id: Key });
const SourceList = listOf(Source, "SourceList");
const columns = { title: "titleKey", publishedOn: "publishedEarliest" };
const query = z.strictObject({
  q: searchable("title, publisher, author and slug"),
  kind: manyOrNot(SourceKind).optional(),
  issuedBy: manyOrNot(PartyRef).optional().meta({ description: "Issued by one of these parties." }),
  sort: sortable(["title", "publishedOn", "createdAt", "updatedAt", "slug"], "title"),
  ...recordTime,
  ...paging,
  ...counting,
});
const writing = ["not_found", "already_exists", "conflict", "precondition_failed", "unprocessable"] as const;

export const sourceRoutes: Routes = async (app) => {
  app.get(
    "/v1/sources",
    {
      schema: operation({
        id: "listSources",
        tag,
        access: "read",
        summary: "List sources",
        description: "The documents that commitments rest on; `q` looks through titles and texts.",
        query,
        answers: { 200: SourceList },
        headers: ["ETag", "Link"],
        problems: ["invalid_cursor"],
      }),
    },
    async (req, reply) => {
      const { kind, issuedBy, sort } = req.query;
      if (issuedBy) await checkKnown(contextOf(req), "party", "issuedBy", issuedBy.values);
      const filters: Filter[] = searchFilters(req.query);
      if (kind) filters.push({ field: "kind", in: kind.values, not: kind.not });
      if (issuedBy) filters.push({ link: "party", rel: ["issuer"], to: issuedBy.values, not: issuedBy.not });
      return answerRecords(req, reply, {
        kind: "source",
        query: req.query,
        filters,
        sort: toSort(sort ?? ["title"], columns),
        view: (rows) => rows,
      });
    },
  );

  app.post(
    "/v1/sources",
    {
      schema: operation({
        id: "createSource",
        tag,
        access: "write",
        summary: "Add a source",
        body: NewSource,
        answers: { 201: Source },
        headers: ["ETag", "Location"],
        problems: ["already_exists", "conflict", "unprocessable"],
      }),
    },
    async (req, reply) => {
      const source = await createSource(contextOf(req), req.body);
      return createdBody(req, reply, source, `/v1/sources/${source.slug}`);
    },
  );

  app.get(
    "/v1/sources/:id",
    {
      schema: operation({
        id: "getSource",
        tag,
        access: "read",
        summary: "Read a source",
        description: "By id or slug. Its texts are at /v1/sources/{id}/snapshots.",
        params,
        query: recordQuery,
        answers: { 200: Source },
        headers: ["ETag"],
        problems: ["not_found"],
      }),
    },
    async (req, reply) => entityBody(req, reply, await find(contextOf(req), "source", req.params.id)),
  );

  app.patch(
    "/v1/sources/:id",
    {
      schema: operation({
        id: "patchSource",
        tag,
        access: "write",
        summary: "Change a source",
        params,
        body: SourcePatch,
        consumes: mergePatchTypes,
        answers: { 200: Source },
        headers: ["ETag"],
        problems: writing,
      }),
    },
    async (req, reply) =>
      entityBody(req, reply, await patchSource(contextOf(req), req.params.id, req.body, expectedVersion(req))),
  );

  app.put(
    "/v1/sources/:id",
    {
      schema: operation({
        id: "replaceSource",
        tag,
        access: "write",
        summary: "Replace a source",
        params,
        body: NewSource,
        answers: { 200: Source },
        headers: ["ETag"],
        problems: writing,
      }),
    },
    async (req, reply) =>
      entityBody(req, reply, await replaceSource(contextOf(req), req.params.id, req.body, expectedVersion(req))),
  );

  app.delete(
    "/v1/sources/:id",
    {
      schema: operation({
        id: "deleteSource",
        tag,
        access: "write",
        summary: "Delete a source that nothing rests on",
        params,
        answers: { 204: null },
        problems: ["not_found", "in_use", "conflict", "precondition_failed"],
      }),
    },
    async (req, reply) => {
      await deleteSource(contextOf(req), req.params.id, expectedVersion(req));
      return sendNothing(reply);
    },
  );

  app.post(
    "/v1/sources/:id/restore",
    {
      schema: operation({
        id: "restoreSource",
        tag,
        access: "write",
        summary: "Bring a deleted source back, or an earlier version of one",
        description: restoring,
        params,
        body: Restoration.optional(),
        answers: { 200: Source },
        headers: ["ETag"],
        problems: ["not_found", "not_deleted", "conflict", "unprocessable", "precondition_failed", "already_exists"],
      }),
    },
    async (req, reply) => entityBody(req, reply, await restoreSource(contextOf(req), req.params.id, revisionOf(req))),
  );
};
