import { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { plainDate } from "../dates/edtf.ts";
import { AppError, invalidParameter } from "../errors/errors.ts";
import { guestOf, patienceOf, streamTo, untilClosed } from "../http/bodies/download.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { countEach } from "../http/limits/count-each.ts";
import { liftDeadline } from "../http/limits/deadline.ts";
import { stepAside } from "../http/limits/overload.ts";
import { keepPace } from "../http/limits/pace.ts";
import { retryAfterSeconds } from "../http/limits/places.ts";
import { metricsOf } from "../http/metrics/measure.ts";
import { configOf, contextOf, primaryOf } from "../http/request/context.ts";
import type { Context } from "../records/context.ts";
import { integer } from "../validation/parameters.ts";
import { followable, followedBy } from "./followed.ts";
import { type Place, placeForm, streamFrom } from "./stream.ts";
import type { Watch } from "./watch.ts";
import { watchKeys } from "./watch-keys.ts";

const longestMs = 3_600_000;
const query = z.strictObject({
  ...followable,
  since: integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
    .optional()
    .meta({ description: "Lines after this number; those that are written from now on when left out." }),
});
type Asked = z.output<typeof query>;

export const newsRoutes: Routes<{ watch: Watch }> = async (app, { watch }) => {
  const { store, now } = primaryOf({ server: app });
  const keys = watchKeys({ store, now });
  const enter = places(app);
  app.addHook("preClose", async () => keys.end());

  app.get(
    "/v1/changes/stream",
    {
      schema: operation({
        id: "streamChanges",
        tag: "ledger",
        access: "read",
        summary: "Changes as they are written, and what time brings, as Server-Sent Events",
        description:
          "An event `change` for each line of the ledger, as /v1/changes has it; `became_due`, `became_overdue` and `condition_due` when the day begins (UTC) on which a commitment's due window begins, has ended, or has ended while it waits for a condition. `Last-Event-ID`, which browsers send by themselves, or `since` say where to go on; nothing is left out in between. A comment comes every 15 seconds when nothing else does. With filters, only what is about commitments that match. A stream ends after an hour, when its key ends, and when the service stops: connect again.",
        query,
        answers: { 200: { content: { "text/event-stream": z.string() } } },
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const place = await placeOf(req, ctx);
      const { since: _, ...wanted } = req.query;
      const followed = await followedBy(ctx, wanted);
      reply.headers({ "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" });
      reply.header("x-accel-buffering", "no");
      if (req.method === "HEAD") return reply.send(Readable.from([]));
      const closed = untilClosed(reply);
      enter(guestOf(req, reply).caller, closed);
      liftDeadline(req);
      stepAside(req);
      const signal = AbortSignal.any([closed, keys.watched(ctx.principal, closed), AbortSignal.timeout(longestMs)]);
      const text = streamFrom(ctx, { place, followed, watch, signal });
      return reply.send(
        streamTo(reply, text, { pace: keepPace(configOf(req).slowClientMs), patienceMs: patienceOf(req) }),
      );
    },
  );
};

/** @throws AppError invalid_request for a place that the ledger does not have */
async function placeOf(req: FastifyRequest, { store, now }: Context): Promise<Place> {
  const head = await store.head();
  const today = plainDate(now());
  const { since } = req.query as Asked;
  const last = req.headers["last-event-id"];
  if (last === undefined && since === undefined) return { seq: head.seq, day: today };
  const [, given, day] = placeForm.exec(String(last ?? since)) ?? [];
  if (given === undefined)
    throw invalidParameter(
      "Last-Event-ID",
      "invalid_format",
      "`Last-Event-ID` must be the `id` of an event of this stream.",
    );
  const seq = Number(given);
  if (seq > head.seq) {
    const detail = `The ledger ends at ${head.seq}, before ${seq}: this is another ledger, or one brought back from a backup. Start again with since=0.`;
    throw invalidParameter(last === undefined ? "since" : "Last-Event-ID", "beyond_head", detail);
  }
  const { rows } = await store.lines({ after: seq - 1, limit: 1 });
  return { seq, day: day ?? rows.at(0)?.at.slice(0, 10) ?? today };
}

/** How many follow at once, in all and of one caller. @throws AppError overloaded, rate_limited */
function places(app: FastifyInstance) {
  const { maxStreams, maxStreamsEach } = configOf({ server: app });
  const shares = countEach();
  const state = { open: 0 };
  const measured = metricsOf(app);
  const help = "Streams of changes that are being followed.";
  measured.gauge({ name: "servanda_streams", help, read: () => state.open });
  measured.places(() => [{ place: "streams", taken: state.open, waiting: 0, all: maxStreams }]);
  return (caller: string, closed: AbortSignal): void => {
    if (state.open >= maxStreams)
      throw new AppError("overloaded", `${maxStreams} streams are being followed, which is as many as go on at once.`);
    if (shares.of(caller) >= maxStreamsEach) {
      const detail = `${maxStreamsEach} streams are being followed by you, which is as many as one caller has at once.`;
      throw new AppError("rate_limited", detail, { extra: { policy: "streams", retryAfterSeconds } });
    }
    const leave = shares.enter(caller);
    state.open += 1;
    closed.addEventListener("abort", () => {
      state.open -= 1;
      leave();
    });
  };
}
