import { z } from "zod";
import { suffices } from "../domain/key.ts";
import { AppError } from "../errors/errors.ts";
import { demandRole } from "../http/auth/guard.ts";
import { guestOf, untilClosed } from "../http/bodies/download.ts";
import { textLimitBytes } from "../http/bodies/json.ts";
import { neededRank } from "../http/contract/access.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { retryAfterSeconds, sharePlaces } from "../http/limits/places.ts";
import { metricsOf } from "../http/metrics/measure.ts";
import { configOf, contextOf, cursorsOf } from "../http/request/context.ts";
import { readPosition } from "../http/request/cursor.ts";
import { deleteMark, listMarks, markPromise } from "./marks.ts";
import {
  FoundPromises,
  markParams,
  marksQuery,
  NewPromiseMark,
  PromiseMark,
  PromiseMarkList,
  TextToRead,
} from "./model.ts";
import { findInText } from "./service.ts";

const tag = "promises";
const Position = z.tuple([z.string(), z.string()]);

/** Each may take a thread for some seconds. */
const finds = { inAll: 2, each: 8 };

export const promiseRoutes: Routes = async (app) => {
  const places = sharePlaces({
    ...finds,
    slowClientMs: configOf({ server: app }).slowClientMs,
    full: `Promises are looked for in ${finds.inAll} texts, which is as many as are at once.`,
    tooMany: () => {
      const detail = `Promises are looked for in ${finds.each} texts for you, which is as many as one caller has at once.`;
      return new AppError("rate_limited", detail, { extra: { policy: "finds", retryAfterSeconds } });
    },
  });
  metricsOf(app).places(() => [{ place: "finds", ...places.load() }]);

  app.post(
    "/v1/promises/find",
    {
      bodyLimit: textLimitBytes,
      schema: operation({
        id: "findPromises",
        tag,
        access: "read",
        summary: "Find the sentences of a text that may be promises, without recording anything",
        description:
          "Every sentence is answered, none is hidden: ranked by what speaks for a promise, with each word that does and its weight. By rules, without a language model, so the same text gives the same answer. The text of a source is for who may read it.",
        body: TextToRead,
        answers: { 200: FoundPromises },
        problems: ["not_found", "unprocessable"],
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const over = untilClosed(reply);
      await places.take({ ...guestOf(req, reply), isSlow: () => false }, over);
      const demandTexts = () => demandRole(ctx.principal, neededRank("text", configOf(req)));
      const isAnalyst = suffices(ctx.principal.role, "analyst");
      return findInText(ctx, req.body, { over, demandTexts, isAnalyst });
    },
  );

  app.get(
    "/v1/promises/marks",
    {
      schema: operation({
        id: "listPromiseMarks",
        tag,
        access: "own",
        summary: "List what readers made of sentences, in the order in which they said so",
        description: "Of where reading stopped, you are shown your own marks alone.",
        query: marksQuery,
        answers: { 200: PromiseMarkList },
        problems: ["invalid_cursor"],
      }),
    },
    async (req, reply) => {
      const { limit, cursor, ...query } = req.query;
      const cursors = cursorsOf(req);
      const binding = `promise marks ${JSON.stringify(query)}`;
      const after = cursor === undefined ? {} : { after: readPosition(Position, cursors.decode(cursor, binding)) };
      const { rows, next } = await listMarks(contextOf(req), { ...query, limit, ...after });
      reply.header("cache-control", "no-store");
      return { data: rows, page: { limit, next: next && cursors.encode(next, binding), count: null } };
    },
  );

  app.post(
    "/v1/promises/marks",
    {
      schema: operation({
        id: "markPromise",
        tag,
        access: "write",
        summary: "Say what a sentence is: a promise, none, or where you stopped reading",
        description:
          "In place of what was said of the same place of the same text before. What is accepted and rejected moves the weights of its cues. It is no record: the ledger has no line of it, and a purge of the source takes it along.",
        body: NewPromiseMark,
        answers: { 200: PromiseMark },
        problems: ["not_found", "unprocessable"],
      }),
    },
    async (req) => markPromise(contextOf(req), req.body),
  );

  app.delete(
    "/v1/promises/marks/:id",
    {
      schema: operation({
        id: "deletePromiseMark",
        tag,
        access: "write",
        summary: "Take back what was said of a sentence",
        params: markParams,
        answers: { 204: null },
        problems: ["not_found"],
      }),
    },
    async (req, reply) => {
      await deleteMark(contextOf(req), req.params.id);
      return reply.code(204).send();
    },
  );
};
