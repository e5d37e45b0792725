import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Commitment } from "../domain/commitment.ts";
import { AppError, invalidParameter } from "../errors/errors.ts";
import type { Body } from "../http/caching/conditional.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { answerRecords, counting, listOf, paging, sortable, toSort } from "../http/lists.ts";
import { contextOf, headOf } from "../http/request/context.ts";
import { speak, translated } from "../http/request/language.ts";
import { searchOf } from "../http/search-parameter.ts";
import { moment } from "../http/time-travel.ts";
import { many } from "../validation/parameters.ts";
import { answerCommitments, CommitmentAnswer, CommitmentField, CommitmentTrimmed, includable } from "./embed.ts";
import { chosenFormat, type Exporter } from "./exporter.ts";
import { commitmentFilters, toFilters } from "./filters.ts";
import { highlightsOf } from "./highlights.ts";

/** Lists of commitments: as GET, and with a body for filters that are too long for an address. */

const tag = "commitments";
const columns = { statedOn: "statedEarliest", statusSince: "statusSinceEarliest", due: "dueLatest", title: "titleKey" };
const asked = {
  ...commitmentFilters,
  include: many(z.enum([...includable, "labels", "highlights"]))
    .optional()
    .meta({
      description: "Embed these parts. `labels`: codes and dates in words. `highlights`: where the words of `q` stand.",
    }),
  ...translated,
  fields: many(CommitmentField).optional().meta({ description: "Only these members (and what `include` embeds)." }),
  ...moment,
  sort: sortable(
    ["statedOn", "due", "statusSince", "title", "status", "type", "firmness", "slug", "createdAt", "updatedAt"],
    "-statedOn",
    ["relevance"],
  ),
  ...paging,
  ...counting,
};
export const SearchBody = z
  .strictObject({
    ...asked,
    limit: z.int().min(1).max(200).default(50).meta({ description: "Rows on a page, 1 to 200." }),
  })
  .meta({
    id: "CommitmentSearch",
    description: "The parameters of the list by the same names; where several values may be given, as an array.",
    examples: [{ q: "railway", status: ["!completed"], party: ["KGZ"], limit: 20 }],
  });
type Asked = z.output<typeof SearchBody>;

const CommitmentList = z.union([
  listOf(CommitmentAnswer, "CommitmentList"),
  listOf(CommitmentTrimmed, "CommitmentTrimmedList"),
]);
const answers = { 200: CommitmentList };
const searching = {
  id: "searchCommitments",
  tag,
  access: "read",
  summary: "List commitments by filters in a body",
  description:
    "Answers as GET /v1/commitments does, and writes nothing; `page.next` goes into `cursor` of the next body. The method QUERY " +
    "(RFC 10008) on /v1/commitments takes the same body; its answers have an ETag.",
  body: SearchBody,
  answers,
  problems: ["invalid_cursor"],
} as const;

export const commitmentListRoutes: Routes<{ exporter: Exporter }> = async (app, { exporter }) => {
  app.get(
    "/v1/commitments",
    {
      schema: operation({
        id: "listCommitments",
        tag,
        access: "read",
        summary: "List commitments",
        description:
          "Filters are joined by AND, the values of one by OR; `!` before a value takes it out. What does not fit into an address goes to POST /v1/commitments/search. `Accept` or `?format=` give the whole list in another format instead: see the exports, each of which has an address of its own.",
        query: z.strictObject({ ...asked, ...chosenFormat(exporter) }),
        answers: { 200: { content: { "application/json": CommitmentList, ...exporter.content } } },
        byName: exporter.byName,
        headers: ["Link", "Content-Language", ...exporter.headers],
        problems: ["invalid_cursor"],
      }),
    },
    async (req, reply) => {
      const { format, ...query } = req.query;
      const send = exporter.chosen(req, reply, format);
      if (send === null) return answer(req, reply, query);
      const { include = [], on } = query;
      const parts = include.filter((part) => part !== "highlights" && part !== "labels");
      if (parts.length < include.length)
        throw refused("include", "`include=highlights` and `include=labels` are for lists, not for exports.");
      return send({ filters: query, on, ...(query.include && { include: parts }) });
    },
  );

  app.post("/v1/commitments/search", { schema: operation(searching) }, (req, reply) =>
    answer(req, reply, req.body).catch(inBody),
  );

  app.route({
    method: "QUERY",
    url: "/v1/commitments",
    schema: { ...operation(searching), hide: true },
    handler: (req, reply) => answer(req, reply.header("accept-query", "application/json"), req.body).catch(inBody),
  });
};

/** The head comes first, since names of parties and slugs are looked up before the rows. */
async function answer(req: FastifyRequest, reply: FastifyReply, query: Asked): Promise<Body> {
  const include = query.include ?? [];
  if (include.includes("labels")) speak(req, reply, query.lang);
  const ctx = contextOf(req);
  await headOf(req);
  const search = searchOf(query);
  const names = query.sort ?? [search === null ? "-statedOn" : "relevance"];
  const ranked = names.includes("relevance");
  if (ranked && names.length > 1) throw refused("sort", "`relevance` is an order of its own: name no other with it.");
  if (ranked && search === null) throw refused("sort", "`sort=relevance` needs `q`.");
  if (include.includes("highlights") && search === null) throw refused("include", "`include=highlights` needs `q`.");
  const filters = await toFilters(ctx, query);
  const parts = include.filter((part) => part !== "highlights");
  return answerRecords(req, reply, {
    kind: "commitment",
    query,
    filters,
    sort: ranked ? [] : toSort(names, columns),
    ranked,
    view: async (rows: Commitment[]) => {
      const views = await answerCommitments(ctx, rows, { fields: query.fields, include: parts });
      if (search === null || parts.length === include.length) return views;
      const highlights = await highlightsOf(ctx, rows, search);
      return views.map((view, n) => ({ ...view, highlights: highlights[n] ?? [] }));
    },
  });
}

function refused(parameter: string, detail: string): AppError {
  return invalidParameter(parameter, "needs_other", detail);
}

/** What is wrong with a parameter is wrong with the member of the same name. */
function inBody(error: unknown): never {
  if (!(error instanceof AppError)) throw error;
  const errors = error.errors.map(({ parameter, ...fault }) =>
    parameter === undefined ? fault : { pointer: `/${parameter}`, ...fault },
  );
  const { errorsOmitted, extra } = error;
  throw new AppError(error.code, error.message, { errors, errorsOmitted, extra });
}
