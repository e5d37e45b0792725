import type { FastifyInstance } from "fastify";
import { plainDate } from "../dates/edtf.ts";
import type { Store } from "../store/port/store.ts";
import { isSafe } from "./contract/operation.ts";
import { chooseStore, contextOf, hasStore, headOf } from "./request/context.ts";

/** Routes whose answers are made of rows of commitments. */
const ofCommitments = /^\/v1\/(?:commitments|compare|feed|stats|timeline)/;

/**
 * A read that names no day is a read on today. Where the rows of commitments are of another day, reads go by the phases
 * of today: another one has begun since, until the rows have been brought up to date, which the first read starts (a
 * replica may have them later); or they were written where it is tomorrow already, by another clock.
 */
export function followTheDay(app: FastifyInstance, primary: Store): void {
  const turning: { to: Promise<void> | null } = { to: null };
  const turn = async (day: string) => {
    await primary.turn(day).catch((error: unknown) => app.log.warn({ err: error }, "the day could not turn"));
    turning.to = null;
  };
  app.addHook("onRequest", async (request) => {
    if (!isSafe(request) || !hasStore(request) || !ofCommitments.test(request.routeOptions.url ?? "")) return;
    const { store, now } = contextOf(request);
    const day = plainDate(now());
    // The answer will be made of the head, too: where the database is a server, both are asked for at once.
    const [isOfToday] = await Promise.all([store.isOf(day).catch(() => true), headOf(request).catch(() => null)]);
    if (isOfToday) return;
    turning.to ??= turn(day);
    chooseStore(request, store.at({ today: day }));
  });
}
