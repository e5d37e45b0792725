import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { plainDate } from "../dates/edtf.ts";
import { type Commitment, CommitmentBody, CommitmentPatch, NewCommitment } from "../domain/commitment.ts";
import { writtenOf } from "../domain/warning.ts";
import { invalidParameter } from "../errors/errors.ts";
import { mergePatchTypes } from "../http/bodies/json.ts";
import { type Body, entityBody, expectedVersion, revisionOf, sendNothing } from "../http/caching/conditional.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { contextOf, headOf } from "../http/request/context.ts";
import { speak, translated } from "../http/request/language.ts";
import { baseUrl } from "../http/request/url.ts";
import { CommitmentRestoration, restoringCommitment } from "../http/restoration.ts";
import { moment } from "../http/time-travel.ts";
import type { Language } from "../languages/languages.ts";
import type { Context } from "../records/context.ts";
import { find } from "../records/records.ts";
import { withWarnings } from "../records/warnings.ts";
import { Key } from "../validation/fields.ts";
import { many } from "../validation/parameters.ts";
import { createCommitment } from "./create.ts";
import {
  answerCommitments,
  CommitmentAnswer,
  CommitmentField,
  CommitmentTrimmed,
  type Include,
  type IncludeShown,
  includable,
} from "./embed.ts";
import { Explanation, explain } from "./explain.ts";
import { chosenFormat, type Exporter } from "./exporter.ts";
import { deleteCommitment, patchCommitment, replaceCommitment, restoreCommitment } from "./update.ts";

const tag = "commitments";
const params = z.strictObject({ id: Key });
const shape = {
  include: many(z.enum([...includable, "labels"]))
    .optional()
    .meta({ description: "Embed these parts. `labels`: codes and dates in words." }),
  ...translated,
  fields: many(CommitmentField).optional().meta({ description: "Only these members (and what `include` embeds)." }),
};
const momentQuery = z.strictObject(moment);
const CommitmentWritten = writtenOf(
  CommitmentAnswer,
  "CommitmentWritten",
  "A commitment as answered to whoever wrote it.",
);
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
        answers: { 201: CommitmentWritten },
        headers: ["ETag", "Location"],
        problems: [...writing, "relation_cycle"],
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const commitment = await createCommitment(ctx, req.body);
      const location = `${baseUrl(req)}/v1/commitments/${commitment.slug}`;
      return answerWriter(req, reply.code(201).header("location", location), { ctx, commitment });
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
        description: "By id or slug. `Accept` or `?format=` give it in the format of an export instead.",
        params,
        query: z.strictObject({ ...shape, ...moment, ...chosenFormat(exporter) }),
        answers: { 200: { content: { "application/json": Answer, ...exporter.content } } },
        byName: exporter.byName,
        headers: ["Content-Language", ...exporter.headers],
        problems: ["not_found"],
      }),
    },
    async (req, reply) => {
      await headOf(req);
      const commitment = await find(contextOf(req), "commitment", req.params.id);
      const { include, on, format } = req.query;
      const send = exporter.chosen(req, reply, format);
      if (send !== null) return send({ only: commitment.id, on, include: include && recordsOnly(include) });
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
        answers: { 200: CommitmentWritten },
        headers: ["ETag"],
        problems: ["not_found", "precondition_failed", ...writing],
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const commitment = await patchCommitment(ctx, req.params.id, req.body, expectedVersion(req));
      return answerWriter(req, reply, { ctx, commitment });
    },
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
        answers: { 200: CommitmentWritten },
        headers: ["ETag"],
        problems: ["not_found", "precondition_failed", ...writing],
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const commitment = await replaceCommitment(ctx, req.params.id, req.body, expectedVersion(req));
      return answerWriter(req, reply, { ctx, commitment });
    },
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
        answers: { 200: CommitmentWritten },
        headers: ["ETag"],
        problems: ["not_found", "not_deleted", "conflict", "unprocessable", "precondition_failed", "already_exists"],
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const commitment = await restoreCommitment(ctx, req.params.id, revisionOf(req));
      return answerWriter(req, reply, { ctx, commitment });
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
        description:
          "From which records status, dates, lateness, progress, fulfilment and corroboration follow, and by which rules.",
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
      return entityBody(req, reply, explanation, { day: plainDate(ctx.now()), variant: String(seq) });
    },
  );
};

const others: ReadonlySet<IncludeShown> = new Set(["parties", "sources", "relations"]);

type Asked = {
  include?: IncludeShown[] | undefined;
  fields?: CommitmentField[] | undefined;
  lang?: Language | undefined;
};

/** @throws AppError invalid_request */
function recordsOnly(include: readonly IncludeShown[]): Include[] {
  return include.map((part) => {
    if (part !== "labels") return part;
    throw invalidParameter("include", "needs_other", "`include=labels` is for JSON, not for exports.");
  });
}

/** A commitment as answered to whoever wrote it, with what was warned of. */
async function answerWriter(
  req: FastifyRequest,
  reply: FastifyReply,
  { ctx, commitment }: { ctx: Context; commitment: Commitment },
): Promise<Body> {
  const [body] = await answerCommitments(ctx, [commitment], {});
  const written = withWarnings({ ...body, version: commitment.version }, ctx);
  return entityBody(req, reply, written, { day: plainDate(ctx.now()) });
}

/**
 * Embedded parties, sources and relations change without a new version of the commitment, so with them the ETag follows
 * the whole ledger.
 */
async function answer(
  req: FastifyRequest,
  reply: FastifyReply,
  commitment: Commitment,
  asked: Asked = {},
): Promise<Body> {
  const { include, fields, lang } = asked;
  if (include?.includes("labels")) speak(req, reply, lang);
  const ctx = contextOf(req);
  const [body] = await answerCommitments(ctx, [commitment], asked);
  const embedsOthers = include?.some((part) => others.has(part)) ?? false;
  const head = embedsOthers ? (await headOf(req)).seq : null;
  const variant = include || fields ? JSON.stringify([include, fields, head]) : undefined;
  const variation = { day: plainDate(ctx.now()), ...(variant !== undefined && { variant }) };
  return entityBody(req, reply, { ...body, version: commitment.version }, variation);
}
