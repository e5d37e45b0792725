import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { plainDate } from "../dates/edtf.ts";
import { type Commitment, CommitmentBody, CommitmentPatch, NewCommitment } from "../domain/commitment.ts";
import type { Warning } from "../domain/warning.ts";
import { mergePatchTypes } from "../http/bodies/json.ts";
import { expectedVersion, revisionOf, sendEntity, sendNothing } from "../http/caching/conditional.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { contextOf, headOf } from "../http/request/context.ts";
import { baseUrl } from "../http/request/url.ts";
import { CommitmentRestoration, restoringCommitment } from "../http/restoration.ts";
import { moment } from "../http/time-travel.ts";
import { find } from "../records/records.ts";
import { Key } from "../validation/fields.ts";
import { many } from "../validation/parameters.ts";
import { createCommitment } from "./create.ts";
import { answerCommitments, CommitmentAnswer, CommitmentField, CommitmentTrimmed, includable } from "./embed.ts";
import { beforeStated } from "./events/service.ts";
import { Explanation, explain } from "./explain.ts";
import { chosenFormat, type Exporter } from "./exporter.ts";
import { deleteCommitment, patchCommitment, replaceCommitment, restoreCommitment } from "./update.ts";

const tag = "commitments";
const params = z.strictObject({ id: Key });
const shape = {
  include: many(z.enum(includable)).optional().meta({ description: "Embed these parts." }),
  fields: many(CommitmentField).optional().meta({ description: "Only these members (and what `include` embeds)." }),
};
const momentQuery = z.strictObject(moment);
const Answer = z.union([CommitmentAnswer, CommitmentTrimmed]);
const writing = [
  "already_exists",
  "conflict",
  "invalid_move",
  "quote_not_found",
  "quote_ambiguous",
  "unprocessable",
] as const;

export const commitmentRoutes: Routes<{ exporter: Exporter }> = async (app, { exporter }) => {
  app.post(
    "/v1/commitments",
    {
      schema: operation({
        id: "createCommitment",
        tag,
        access: "write",
        summary: "Record a commitment, with its quotes and its timeline so far",
        description: "All or nothing.",
        body: NewCommitment,
        answers: { 201: CommitmentAnswer },
        headers: ["ETag", "Location"],
        problems: [...writing, "relation_cycle"],
      }),
    },
    async (req, reply) => {
      const commitment = await createCommitment(contextOf(req), req.body);
      return answer(
        req,
        reply.code(201).header("location", `${baseUrl(req)}/v1/commitments/${commitment.slug}`),
        commitment,
        {
          warnings: req.body.events.flatMap((event, n) => beforeStated(event, req.body.statedOn, `/events/${n}/date`)),
        },
      );
    },
  );

  app.get(
    "/v1/commitments/:id",
    {
      schema: operation({
        id: "getCommitment",
        tag,
        access: "read",
        summary: "Read a commitment",
        params,
        query: z.strictObject({ ...shape, ...moment, ...chosenFormat(exporter) }),
        answers: { 200: { content: { "application/json": Answer, ...exporter.content } } },
        byName: exporter.byName,
        headers: exporter.headers,
        problems: ["not_found"],
      }),
    },
    async (req, reply) => {
      await headOf(req);
      const commitment = await find(contextOf(req), "commitment", req.params.id);
      const { include, on, format } = req.query;
      const send = exporter.chosen(req, reply, format);
      if (send !== null) return send({ only: commitment.id, on, include });
      return answer(req, reply, commitment, req.query);
    },
  );

  app.patch(
    "/v1/commitments/:id",
    {
      schema: operation({
        id: "patchCommitment",
        tag,
        access: "write",
        summary: "Change a commitment",
        description: "A changed `due` is recorded as an event `due_changed`, a changed `status` as `status_changed`.",
        params,
        body: CommitmentPatch,
        consumes: mergePatchTypes,
        answers: { 200: CommitmentAnswer },
        headers: ["ETag"],
        problems: ["not_found", "precondition_failed", ...writing],
      }),
    },
    async (req, reply) =>
      answer(req, reply, await patchCommitment(contextOf(req), req.params.id, req.body, expectedVersion(req))),
  );

  app.put(
    "/v1/commitments/:id",
    {
      schema: operation({
        id: "replaceCommitment",
        tag,
        access: "write",
        summary: "Replace what is written of a commitment; its timeline stays",
        params,
        body: CommitmentBody,
        answers: { 200: CommitmentAnswer },
        headers: ["ETag"],
        problems: ["not_found", "precondition_failed", ...writing],
      }),
    },
    async (req, reply) =>
      answer(req, reply, await replaceCommitment(contextOf(req), req.params.id, req.body, expectedVersion(req))),
  );

  app.delete(
    "/v1/commitments/:id",
    {
      schema: operation({
        id: "deleteCommitment",
        tag,
        access: "write",
        summary: "Delete a commitment; the ledger remembers it",
        params,
        answers: { 204: null },
        problems: ["not_found", "in_use", "conflict", "precondition_failed"],
      }),
    },
    async (req, reply) => {
      await deleteCommitment(contextOf(req), req.params.id, expectedVersion(req));
      return sendNothing(reply);
    },
  );

  app.post(
    "/v1/commitments/:id/restore",
    {
      schema: operation({
        id: "restoreCommitment",
        tag,
        access: "write",
        summary: "Bring a deleted commitment back, or an earlier version of one",
        description: restoringCommitment,
        params,
        body: CommitmentRestoration.optional(),
        answers: { 200: CommitmentAnswer },
        headers: ["ETag"],
        problems: ["not_found", "not_deleted", "conflict", "unprocessable", "precondition_failed", "already_exists"],
      }),
    },
    async (req, reply) => {
      const { commitment, warnings } = await restoreCommitment(contextOf(req), req.params.id, revisionOf(req));
      return answer(req, reply, commitment, { warnings });
    },
  );

  app.get(
    "/v1/commitments/:id/explain",
    {
      schema: operation({
        id: "explainCommitment",
        tag,
        access: "read",
        summary: "The working of every computed value",
        params,
        query: momentQuery,
        answers: { 200: Explanation },
        headers: ["ETag"],
        problems: ["not_found"],
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const { seq } = await headOf(req);
      const explanation = await explain(ctx, req.params.id);
      return sendEntity(req, reply, explanation, { day: plainDate(ctx.now()), variant: String(seq) });
    },
  );
};

const others: ReadonlySet<(typeof includable)[number]> = new Set(["parties", "sources", "relations"]);

type Asked = {
  include?: (typeof includable)[number][] | undefined;
  fields?: CommitmentField[] | undefined;
  warnings?: readonly Warning[];
};

/**
 * Embedded parties, sources and relations change without a new version of the commitment, so with them the ETag follows
 * the whole ledger.
 */
async function answer(
  req: FastifyRequest,
  reply: FastifyReply,
  commitment: Commitment,
  asked: Asked = {},
): Promise<FastifyReply> {
  const ctx = contextOf(req);
  const { include, fields, warnings = [] } = asked;
  const [body] = await answerCommitments(ctx, [commitment], asked);
  const embedsOthers = include?.some((part) => others.has(part)) ?? false;
  const head = embedsOthers ? (await headOf(req)).seq : null;
  const variant = include || fields ? JSON.stringify([include, fields, head]) : undefined;
  const variation = { day: plainDate(ctx.now()), ...(variant !== undefined && { variant }) };
  const told = warnings.length === 0 ? {} : { warnings };
  return sendEntity(req, reply, { ...body, version: commitment.version, ...told }, variation);
}
