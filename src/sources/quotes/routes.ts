import { z } from "zod";
import { Anchor } from "../../domain/codelists/codelists.ts";
import { suffices } from "../../domain/key.ts";
import { NewQuote, Quote, QuotePatch, QuoteWords, QuoteWritten } from "../../domain/quote.ts";
import { AppError } from "../../errors/errors.ts";
import { guestOf, untilClosed } from "../../http/bodies/download.ts";
import { mergePatchTypes } from "../../http/bodies/json.ts";
import { createdBody, entityBody, expectedVersion, sendNothing } from "../../http/caching/conditional.ts";
import { neededRank } from "../../http/contract/access.ts";
import { operation, type Routes } from "../../http/contract/operation.ts";
import { retryAfterSeconds, sharePlaces } from "../../http/limits/places.ts";
import { answerRecords, counting, listOf, paging, sortable, toSort } from "../../http/lists.ts";
import { metricsOf } from "../../http/metrics/measure.ts";
import { configOf, contextOf } from "../../http/request/context.ts";
import { searchable, searchFilters } from "../../http/search-parameter.ts";
import { recordTime } from "../../http/time-travel.ts";
import { checkKnown, find } from "../../records/records.ts";
import { withWarnings } from "../../records/warnings.ts";
import type { Filter } from "../../store/port/query.ts";
import { Id, Key, PartyRef } from "../../validation/fields.ts";
import { many, manyOrNot } from "../../validation/parameters.ts";
import { CheckedQuote, checkQuote, QuoteToCheck } from "./check.ts";
import { createQuote, deleteQuote, patchQuote, restoreQuote } from "./service.ts";

const tag = "quotes";
const recordQuery = z.strictObject(recordTime);
const params = z.strictObject({ id: Id });
const sourceParams = z.strictObject({ id: Key });
const QuoteList = listOf(Quote, "QuoteList");
const anchored = { anchor: manyOrNot(Anchor).optional() };
const words = { q: searchable("the words of the quote and their translation") };
const query = z.strictObject({
  ...words,
  ...anchored,
  source: many(Key).optional().meta({ description: "Of one of these sources: ids or slugs." }),
  speaker: manyOrNot(PartyRef).optional().meta({ description: "Said for one of these parties." }),
  sort: sortable(["createdAt", "updatedAt", "start"], "createdAt"),
  ...recordTime,
  ...paging,
  ...counting,
});
const sourceQuery = z.strictObject({ ...words, ...anchored, ...recordTime, ...paging, ...counting });
const adding = ["quote_not_found", "quote_ambiguous", "already_exists", "conflict", "unprocessable"] as const;

/** Each check may take a thread, which whoever records a quote has a key for. */
const checks = { inAll: 4, each: 20 };

export const quoteRoutes: Routes = async (app) => {
  const places = sharePlaces({
    ...checks,
    slowClientMs: configOf({ server: app }).slowClientMs,
    full: `${checks.inAll} quotes are being checked, which is as many as are at once.`,
    tooMany: () => {
      const detail = `${checks.each} quotes are being checked for you, which is as many as one caller has at once.`;
      return new AppError("rate_limited", detail, { extra: { policy: "checks", retryAfterSeconds } });
    },
  });
  metricsOf(app).places(() => [{ place: "checks", ...places.load() }]);

  app.get(
    "/v1/quotes",
    {
      schema: operation({
        id: "listQuotes",
        tag,
        access: "read",
        summary: "List quotes",
        description: "`anchor=changed` lists those whose words the newest text of their source no longer has.",
        query,
        answers: { 200: QuoteList },
        headers: ["ETag", "Link"],
        problems: ["invalid_cursor"],
      }),
    },
    async (req, reply) => {
      const { anchor, source, speaker, sort } = req.query;
      const ctx = contextOf(req);
      const filters: Filter[] = searchFilters(req.query);
      if (anchor) filters.push({ field: "anchor", in: anchor.values, not: anchor.not });
      if (source) filters.push({ field: "sourceId", in: await checkKnown(ctx, "source", "source", source) });
      if (speaker) await checkKnown(ctx, "party", "speaker", speaker.values);
      if (speaker) filters.push({ link: "party", rel: ["speaker"], to: speaker.values, not: speaker.not });
      return answerRecords(req, reply, {
        kind: "quote",
        query: req.query,
        filters,
        sort: toSort(sort ?? ["createdAt"], {}),
        view: (rows) => rows,
      });
    },
  );

  app.post(
    "/v1/quotes",
    {
      schema: operation({
        id: "createQuote",
        tag,
        access: "write",
        summary: "Add a quote; its words are located in the source",
        body: NewQuote,
        answers: { 201: QuoteWritten },
        headers: ["ETag", "Location"],
        problems: adding,
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const quote = await createQuote(ctx, req.body);
      return createdBody(req, reply, withWarnings(quote, ctx), `/v1/quotes/${quote.id}`);
    },
  );

  app.get(
    "/v1/sources/:id/quotes",
    {
      schema: operation({
        id: "listSourceQuotes",
        tag,
        access: "read",
        summary: "List the quotes of a source, as they stand in it",
        description: "In the order of their places in the text; those without a place come last.",
        params: sourceParams,
        query: sourceQuery,
        answers: { 200: QuoteList },
        headers: ["ETag", "Link"],
        problems: ["not_found", "invalid_cursor"],
      }),
    },
    async (req, reply) => {
      const source = await find(contextOf(req), "source", req.params.id);
      const { anchor } = req.query;
      const filters: Filter[] = [...searchFilters(req.query), { field: "sourceId", in: [source.id] }];
      if (anchor) filters.push({ field: "anchor", in: anchor.values, not: anchor.not });
      const sort = [{ field: "start", descending: false }];
      return answerRecords(req, reply, { kind: "quote", query: req.query, filters, sort, view: (rows) => rows });
    },
  );

  app.post(
    "/v1/sources/:id/quotes",
    {
      schema: operation({
        id: "createSourceQuote",
        tag,
        access: "write",
        summary: "Add a quote of this source",
        params: sourceParams,
        body: QuoteWords,
        answers: { 201: QuoteWritten },
        headers: ["ETag", "Location"],
        problems: ["not_found", ...adding],
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const source = await find(ctx, "source", req.params.id);
      const quote = await createQuote(ctx, { ...req.body, sourceId: source.id });
      return createdBody(req, reply, withWarnings(quote, ctx), `/v1/quotes/${quote.id}`);
    },
  );

  app.post(
    "/v1/sources/:id/quotes/check",
    {
      schema: operation({
        id: "checkQuote",
        tag,
        access: "read",
        summary: "Check whether a source has these words, without recording anything",
        description:
          "By the rules by which a quote is located: typography makes no difference, an ellipsis joins passages. Whoever may not read whole texts is told whether the words are there and where, not what stands around them.",
        params: sourceParams,
        body: QuoteToCheck,
        answers: { 200: CheckedQuote },
        problems: ["not_found", "unprocessable"],
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const source = await find(ctx, "source", req.params.id);
      const mayReadTexts = suffices(ctx.principal.role, neededRank("text", configOf(req)));
      const over = untilClosed(reply);
      await places.take({ ...guestOf(req, reply), isSlow: () => false }, over);
      return checkQuote(ctx, source, req.body, { mayReadTexts, over });
    },
  );

  app.get(
    "/v1/quotes/:id",
    {
      schema: operation({
        id: "getQuote",
        tag,
        access: "read",
        summary: "Read a quote",
        description: "The words, where they stand in the newest text of their source, and whether they still do.",
        params,
        query: recordQuery,
        answers: { 200: Quote },
        headers: ["ETag"],
        problems: ["not_found"],
      }),
    },
    async (req, reply) => entityBody(req, reply, await find(contextOf(req), "quote", req.params.id)),
  );

  app.patch(
    "/v1/quotes/:id",
    {
      schema: operation({
        id: "patchQuote",
        tag,
        access: "write",
        summary: "Change a quote; changed words are located anew",
        params,
        body: QuotePatch,
        consumes: mergePatchTypes,
        answers: { 200: QuoteWritten },
        headers: ["ETag"],
        problems: ["not_found", "precondition_failed", ...adding],
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const quote = await patchQuote(ctx, req.params.id, req.body, expectedVersion(req));
      return entityBody(req, reply, withWarnings(quote, ctx));
    },
  );

  app.delete(
    "/v1/quotes/:id",
    {
      schema: operation({
        id: "deleteQuote",
        tag,
        access: "write",
        summary: "Delete a quote that nothing rests on",
        params,
        answers: { 204: null },
        problems: ["not_found", "in_use", "conflict", "precondition_failed"],
      }),
    },
    async (req, reply) => {
      await deleteQuote(contextOf(req), req.params.id, expectedVersion(req));
      return sendNothing(reply);
    },
  );

  app.post(
    "/v1/quotes/:id/restore",
    {
      schema: operation({
        id: "restoreQuote",
        tag,
        access: "write",
        summary: "Bring a deleted quote back",
        params,
        answers: { 200: Quote },
        headers: ["ETag"],
        problems: ["not_found", "not_deleted", "conflict", "unprocessable"],
      }),
    },
    async (req, reply) => entityBody(req, reply, await restoreQuote(contextOf(req), req.params.id)),
  );
};
