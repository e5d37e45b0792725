import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { AppError } from "../errors/errors.ts";
import { untilClosed } from "../http/bodies/download.ts";
import { mergePatchTypes } from "../http/bodies/json.ts";
import { type Body, entityTag, expectedVersion, taggedBody } from "../http/caching/conditional.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { atOnce } from "../http/idempotency/keys.ts";
import { countEach } from "../http/limits/count-each.ts";
import { retryAfterSeconds } from "../http/limits/places.ts";
import { listOf, paging } from "../http/lists.ts";
import { metricsOf } from "../http/metrics/measure.ts";
import { configOf, contextOf, cursorsOf, primaryOf } from "../http/request/context.ts";
import { readPosition } from "../http/request/cursor.ts";
import { baseUrl } from "../http/request/url.ts";
import type { Watch } from "../news/watch.ts";
import { type Context, systemContext } from "../records/context.ts";
import type { Expected } from "../records/records.ts";
import { Id } from "../validation/fields.ts";
import { allowedHosts, type Resolve, resolverFor } from "./address.ts";
import { MadeWebhook, NewWebhook, Replay, Trial, Webhook, WebhookDelivery, WebhookPatch } from "./model.ts";
import { startSender } from "./sender.ts";
import * as service from "./service.ts";

const tag = "webhooks";
const access = "own";
const params = z.strictObject({ id: Id });
const query = z.strictObject(paging);
const WebhookList = listOf(Webhook, "WebhookList");
const DeliveryList = listOf(WebhookDelivery, "WebhookDeliveryList");
/** Pings at once: each waits for a receiver. */
const mostTrials = { all: 16, each: 4 };

/** Webhooks are read from the primary database alone: what shows as disabled is. */
function hooksOf(req: FastifyRequest): Context {
  const { store, now } = primaryOf(req);
  return { ...contextOf(req), store, now };
}

/** Its version is how often its owner changed it; deliveries change the answer, and so the tag, but no version. */
const tagOf = ({ body, revision }: service.Shown): string => entityTag(revision, { variant: JSON.stringify(body) });

const send = (req: FastifyRequest, reply: FastifyReply, shown: service.Shown): Body =>
  taggedBody(req, reply, { tag: tagOf(shown), body: shown.body });

/** Which webhook a request changes, and the versions that it may be at. */
function changedBy(req: FastifyRequest): { id: string; expected: Expected } {
  const { id } = req.params as z.output<typeof params>;
  return { id, expected: expectedVersion(req) };
}

interface Options {
  watch: Watch;
  /** What names lead to; asked of the name servers when left out. */
  resolve?: Resolve | undefined;
}

export const webhookRoutes: Routes<Options> = async (app, { watch, resolve }) => {
  const config = configOf({ server: app });
  const { store, now } = primaryOf({ server: app });
  const allowed = allowedHosts(config.webhookAllow);
  const reach = { allowed, resolve: resolve ?? resolverFor(allowed) };
  const most = { each: config.maxWebhooksEach, all: config.maxWebhooks };
  const trials = countEach();
  const held: { sender?: ReturnType<typeof startSender>; trials: number } = { trials: 0 };
  metricsOf(app).gauge({
    name: "servanda_webhooks_sending",
    help: "Webhooks that messages are being sent to.",
    read: () => held.sender?.sending() ?? 0,
  });
  app.addHook("onListen", async () => {
    if (!config.webhooks) return;
    const ctx = { ...systemContext(store, config, "webhooks"), now };
    held.sender = startSender({ ctx, watch, reach, by: ctx.newId(), random: Math.random, log: app.log });
  });
  app.addHook("preClose", async () => held.sender?.stop());
  app.addHook("onSend", async (_req, reply) => {
    reply.header("cache-control", "no-store");
  });

  app.get(
    "/v1/webhooks",
    {
      schema: operation({
        id: "listWebhooks",
        tag,
        access,
        summary: "List webhooks in the order of their making: your own, or as an admin all",
        query,
        answers: { 200: WebhookList },
        problems: ["invalid_cursor"],
      }),
    },
    async (req) => {
      const { limit, cursor } = req.query;
      const cursors = cursorsOf(req);
      const after = cursor === undefined ? {} : { after: readPosition(z.tuple([Id]), cursors.decode(cursor, tag))[0] };
      const { rows, next } = await service.listWebhooks(hooksOf(req), { limit, ...after });
      return { data: rows, page: { limit, next: next && cursors.encode(next, tag), count: null } };
    },
  );

  app.post(
    "/v1/webhooks",
    {
      schema: operation({
        id: "createWebhook",
        tag,
        access,
        summary: "Have changes sent to an address",
        description:
          "A message for each line of the ledger, and for what time brings, as /v1/changes/stream tells them, signed as Standard Webhooks has it. The secret, `secret`, is in this answer and nowhere else: it cannot be shown again, but to who repeats the request with its Idempotency-Key within 24 hours.",
        body: NewWebhook,
        answers: { 201: MadeWebhook },
        headers: ["Location", "ETag"],
        problems: ["limit_reached", "unprocessable"],
      }),
    },
    async (req, reply) => {
      const base = baseUrl(req);
      const make = (ctx: Context) => service.createWebhook(ctx, req.body, { allowed, base, most });
      const answer = ({ body, revision }: service.Shown) => ({
        ...{ of: body, status: 201 },
        headers: { location: `${base}/v1/webhooks/${body.id}`, etag: tagOf({ body, revision }) },
      });
      const { of, status, headers } = answer(await atOnce(hooksOf(req), make, answer));
      held.sender?.wake();
      return reply.code(status).headers(headers).send(of);
    },
  );

  app.get(
    "/v1/webhooks/:id",
    {
      schema: operation({
        id: "getWebhook",
        tag,
        access,
        summary: "Read a webhook, and how far deliveries have come",
        params,
        answers: { 200: Webhook },
        headers: ["ETag"],
        problems: ["not_found"],
      }),
    },
    async (req, reply) => {
      const ctx = hooksOf(req);
      return send(req, reply, service.shown(await service.findWebhook(ctx, req.params.id), ctx.now()));
    },
  );

  app.patch(
    "/v1/webhooks/:id",
    {
      schema: operation({
        id: "patchWebhook",
        tag,
        access,
        summary: "Change a webhook: where it leads, what it is told, whether it is enabled",
        description:
          "One that is enabled again goes on where it stopped. If the key of its owner does not hold any more, whoever enables it has it from then on.",
        params,
        body: WebhookPatch,
        consumes: mergePatchTypes,
        answers: { 200: Webhook },
        headers: ["ETag"],
        problems: ["not_found", "precondition_failed", "unprocessable", "conflict"],
      }),
    },
    async (req, reply) => {
      const patched = await service.patchWebhook(hooksOf(req), changedBy(req), req.body, { allowed });
      held.sender?.wake();
      return send(req, reply, patched);
    },
  );

  app.delete(
    "/v1/webhooks/:id",
    {
      schema: operation({
        id: "deleteWebhook",
        tag,
        access,
        summary: "Delete a webhook for good, with what is known of its deliveries",
        params,
        answers: { 204: null },
        problems: ["not_found"],
      }),
    },
    async (req, reply) => {
      await service.deleteWebhook(hooksOf(req), req.params.id);
      return reply.code(204).send();
    },
  );

  app.post(
    "/v1/webhooks/:id/rotate",
    {
      schema: operation({
        id: "rotateWebhookSecret",
        tag,
        access,
        summary: "Make a new secret",
        description:
          "For 24 hours messages are signed with the secret before, too, so that receivers can be told in their time. Of a secret that others know, rotate twice: it then counts no more. Who sends the ETag of the webhook in If-Match, or an Idempotency-Key, rotates once; of several who rotate at the same moment one does, and the others get a 409.",
        params,
        answers: { 200: MadeWebhook },
        headers: ["ETag"],
        problems: ["not_found", "precondition_failed", "secret_rotated", "conflict"],
      }),
    },
    async (req, reply) => {
      const rotate = (ctx: Context) => service.rotateSecret(ctx, changedBy(req));
      const answer = (rotated: service.Shown) => ({ of: rotated.body, headers: { etag: tagOf(rotated) } });
      return send(req, reply, await atOnce(hooksOf(req), rotate, answer));
    },
  );

  app.get(
    "/v1/webhooks/:id/deliveries",
    {
      schema: operation({
        id: "listWebhookDeliveries",
        tag,
        access,
        summary: "List the newest messages, 200 at least, and what came of them, the newest first",
        params,
        query,
        answers: { 200: DeliveryList },
        problems: ["not_found", "invalid_cursor"],
      }),
    },
    async (req) => {
      const { limit, cursor } = req.query;
      const cursors = cursorsOf(req);
      const binding = `deliveries ${req.params.id}`;
      const before =
        cursor === undefined ? {} : { before: readPosition(z.tuple([z.int()]), cursors.decode(cursor, binding))[0] };
      const { rows, next } = await service.listDeliveries(hooksOf(req), req.params.id, { limit, ...before });
      return { data: rows, page: { limit, next: next && cursors.encode(next, binding), count: null } };
    },
  );

  app.post(
    "/v1/webhooks/:id/replay",
    {
      schema: operation({
        id: "replayWebhook",
        tag,
        access,
        summary: "Have lines of the ledger sent again",
        description:
          "Those that match now, in their order and before all that is new, with the `webhook-id` that they had. In place of a replay that is under way.",
        params,
        body: Replay,
        answers: { 202: Webhook },
        problems: ["not_found", "unprocessable", "conflict"],
      }),
    },
    async (req, reply) => {
      const webhook = await service.replay(hooksOf(req), req.params.id, req.body);
      held.sender?.wake();
      return reply.code(202).send(webhook);
    },
  );

  app.post(
    "/v1/webhooks/:id/test",
    {
      schema: operation({
        id: "testWebhook",
        tag,
        access,
        summary: "Send a message of the type `ping`, and say what came of it",
        description: "To one that is disabled, too. If it is taken, a message that had failed is tried again at once.",
        params,
        answers: { 200: Trial },
        problems: ["not_found"],
      }),
    },
    async (req, reply) => {
      const { id } = contextOf(req).principal;
      if (trials.of(id) >= mostTrials.each) {
        const detail = `${mostTrials.each} webhooks are being tried for you, which is as many as one caller has at once.`;
        throw new AppError("rate_limited", detail, { extra: { policy: "pings", retryAfterSeconds } });
      }
      if (held.trials >= mostTrials.all)
        throw new AppError(
          "overloaded",
          `${mostTrials.all} webhooks are being tried, which is as many as go on at once.`,
        );
      held.trials += 1;
      const leave = trials.enter(id);
      try {
        return await service.tryWebhook(hooksOf(req), req.params.id, { ...reach, signal: untilClosed(reply) });
      } finally {
        held.trials -= 1;
        leave();
        held.sender?.wake();
      }
    },
  );
};
