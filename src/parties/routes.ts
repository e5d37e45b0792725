import { z } from "zod";
import { PartyKind } from "../domain/codelists/codelists.ts";
import { NewParty, Party, PartyPatch } from "../domain/party.ts";
import { mergePatchTypes } from "../http/bodies/json.ts";
import { createdBody, entityBody, expectedVersion, revisionOf, sendNothing } from "../http/caching/conditional.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { answerRecords, counting, listOf, paging, sortable, toSort } from "../http/lists.ts";
import { contextOf } from "../http/request/context.ts";
import { Restoration, restoring } from "../http/restoration.ts";
import { searchable, searchFilters } from "../http/search-parameter.ts";
import { recordTime } from "../http/time-travel.ts";
import { checkKnown, find } from "../records/records.ts";
import { PartyCode, PartyRef } from "../validation/fields.ts";
import { many } from "../validation/parameters.ts";
import { createParty, deleteParty, patchParty, replaceParty, restoreParty } from "./service.ts";

const tag = "parties";
const recordQuery = z.strictObject(recordTime);
const params = z.strictObject({ code: PartyCode });
const PartyList = listOf(Party, "PartyList");
const columns = { name: "nameKey" };
const query = z.strictObject({
  q: searchable("code, two-letter code, names and aliases"),
  kind: many(PartyKind).optional(),
  parent: many(PartyRef).optional(),
  sort: sortable(["name", "code", "updatedAt"], "name"),
  ...recordTime,
  ...paging,
  ...counting,
});
const writing = ["not_found", "conflict", "precondition_failed", "unprocessable"] as const;

export const partyRoutes: Routes = async (app) => {
  app.get(
    "/v1/parties",
    {
      schema: operation({
        id: "listParties",
        tag,
        access: "read",
        summary: "List parties",
        description: "`q` finds a party by any of its names, aliases and codes.",
        query,
        answers: { 200: PartyList },
        headers: ["ETag", "Link"],
        problems: ["invalid_cursor"],
      }),
    },
    async (req, reply) => {
      const { kind, parent, sort } = req.query;
      if (parent) await checkKnown(contextOf(req), "party", "parent", parent);
      const filters = [
        ...searchFilters(req.query),
        ...(kind ? [{ field: "kind", in: kind }] : []),
        ...(parent ? [{ field: "parent", in: parent }] : []),
      ];
      return answerRecords(req, reply, {
        kind: "party",
        query: req.query,
        filters,
        sort: toSort(sort ?? ["name"], columns),
        view: (rows) => rows,
      });
    },
  );

  app.post(
    "/v1/parties",
    {
      schema: operation({
        id: "createParty",
        tag,
        access: "write",
        summary: "Add a party",
        body: NewParty,
        answers: { 201: Party },
        headers: ["ETag", "Location"],
        problems: ["already_exists", "conflict", "unprocessable"],
      }),
    },
    async (req, reply) => {
      const party = await createParty(contextOf(req), req.body);
      return createdBody(req, reply, party, `/v1/parties/${party.code}`);
    },
  );

  app.get(
    "/v1/parties/:code",
    {
      schema: operation({
        id: "getParty",
        tag,
        access: "read",
        summary: "Read a party",
        description: "By code: names in several languages, members, parent, successors.",
        params,
        query: recordQuery,
        answers: { 200: Party },
        headers: ["ETag"],
        problems: ["not_found"],
      }),
    },
    async (req, reply) => entityBody(req, reply, await find(contextOf(req), "party", req.params.code)),
  );

  app.patch(
    "/v1/parties/:code",
    {
      schema: operation({
        id: "patchParty",
        tag,
        access: "write",
        summary: "Change a party",
        params,
        body: PartyPatch,
        consumes: mergePatchTypes,
        answers: { 200: Party },
        headers: ["ETag"],
        problems: writing,
      }),
    },
    async (req, reply) =>
      entityBody(req, reply, await patchParty(contextOf(req), req.params.code, req.body, expectedVersion(req))),
  );

  app.put(
    "/v1/parties/:code",
    {
      schema: operation({
        id: "replaceParty",
        tag,
        access: "write",
        summary: "Replace a party",
        params,
        body: NewParty,
        answers: { 200: Party },
        headers: ["ETag"],
        problems: writing,
      }),
    },
    async (req, reply) =>
      entityBody(req, reply, await replaceParty(contextOf(req), req.params.code, req.body, expectedVersion(req))),
  );

  app.delete(
    "/v1/parties/:code",
    {
      schema: operation({
        id: "deleteParty",
        tag,
        access: "write",
        summary: "Delete a party",
        params,
        answers: { 204: null },
        problems: ["not_found", "in_use", "conflict", "precondition_failed"],
      }),
    },
    async (req, reply) => {
      await deleteParty(contextOf(req), req.params.code, expectedVersion(req));
      return sendNothing(reply);
    },
  );

  app.post(
    "/v1/parties/:code/restore",
    {
      schema: operation({
        id: "restoreParty",
        tag,
        access: "write",
        summary: "Bring a deleted party back, or an earlier version of one",
        description: restoring,
        params,
        body: Restoration.optional(),
        answers: { 200: Party },
        headers: ["ETag"],
        problems: ["not_found", "not_deleted", "conflict", "unprocessable", "precondition_failed"],
      }),
    },
    async (req, reply) => entityBody(req, reply, await restoreParty(contextOf(req), req.params.code, revisionOf(req))),
  );
};
