import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type CommitmentFilters, commitmentFilters, toFilters } from "../../commitments/filters.ts";
import { version } from "../../config/version.ts";
import { plainDate } from "../../dates/edtf.ts";
import { type Body, entityTag, taggedBody } from "../../http/caching/conditional.ts";
import { operation, type Routes } from "../../http/contract/operation.ts";
import { contextOf } from "../../http/request/context.ts";
import { baseUrl, pathOf } from "../../http/request/url.ts";
import { recordTime } from "../../http/time-travel.ts";
import { integer } from "../../validation/parameters.ts";
import { changesBefore } from "./service.ts";
import { type Places, writeAtom, writeJsonFeed } from "./write.ts";

const query = z.strictObject({
  ...commitmentFilters,
  ...recordTime,
  limit: integer({ min: 1, max: 200 }).default(50).meta({ description: "Changes on a page, 1 to 200." }),
  before: integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
    .optional()
    .meta({ description: "Changes before this line of the ledger: where the next page begins, as its link says." }),
});
interface Asked extends CommitmentFilters {
  limit: number;
  before?: number | undefined;
}

const Item = z
  .strictObject({
    id: z.string(),
    url: z.url(),
    title: z.string(),
    content_text: z.string(),
    date_published: z.iso.datetime(),
    authors: z.array(z.strictObject({ name: z.string() })),
    tags: z.array(z.string()),
  })
  .meta({ id: "FeedItem", description: "A change of a commitment, in words." });
const JsonFeed = z
  .strictObject({
    version: z.literal("https://jsonfeed.org/version/1.1"),
    title: z.string(),
    home_page_url: z.url(),
    feed_url: z.url(),
    next_url: z.url().optional(),
    language: z.string(),
    items: z.array(Item),
  })
  .meta({ id: "JsonFeed", description: "Changes of commitments, newest first (JSON Feed 1.1)." });
const description = "Newest first, of commitments that match now. What was deleted is in /v1/changes alone.";

export const feedRoutes: Routes = async (app) => {
  app.get(
    "/v1/feed.atom",
    {
      schema: operation({
        id: "getAtomFeed",
        tag: "exports",
        access: "read",
        summary: "What changed, as an Atom feed (RFC 4287)",
        description,
        query,
        answers: { 200: { content: { "application/atom+xml": z.string() } } },
        headers: ["ETag"],
      }),
    },
    async (req, reply) => answer(req, reply.type("application/atom+xml; charset=utf-8"), writeAtom),
  );

  app.get(
    "/v1/feed.json",
    {
      schema: operation({
        id: "getJsonFeed",
        tag: "exports",
        access: "read",
        summary: "What changed, as a JSON Feed (version 1.1)",
        description,
        query,
        answers: { 200: { content: { "application/feed+json": JsonFeed } } },
        headers: ["ETag"],
      }),
    },
    async (req, reply) =>
      answer(req, reply.type("application/feed+json; charset=utf-8"), (page, places) =>
        JSON.stringify(writeJsonFeed(page, places)),
      ),
  );
};

type Write = (page: Awaited<ReturnType<typeof changesBefore>>, places: Places) => string;

async function answer(request: FastifyRequest, reply: FastifyReply, write: Write): Promise<Body> {
  const ctx = contextOf(request);
  const { limit, before, ...filters } = request.query as Asked;
  const page = await changesBefore(ctx, { filters: await toFilters(ctx, filters), before, limit });
  const variant = JSON.stringify([baseUrl(request), request.url, version]);
  const tag = entityTag(page.head.seq, { day: plainDate(ctx.now()), variant });
  return taggedBody(request, reply, { tag, body: write(page, placesOf(request, page.before)) });
}

function placesOf(request: FastifyRequest, next: number | null): Places {
  const base = baseUrl(request);
  const at = (before: number | null) => {
    const search = new URLSearchParams(request.url.slice(pathOf(request.url).length));
    search.delete("before");
    if (before !== null) search.set("before", String(before));
    return `${base}${pathOf(request.url)}${search.size === 0 ? "" : `?${search}`}`;
  };
  return { base, self: `${base}${request.url}`, first: at(null), next: next === null ? null : at(next) };
}
