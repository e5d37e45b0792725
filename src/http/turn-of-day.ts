import type { FastifyInstance } from "fastify";
import { plainDate } from "../dates/edtf.ts";
import type { Store } from "../store/port/store.ts";
import { isSafe } from "./contract/operation.ts";
import { chooseStore, contextOf, hasStore, headOf } from "./request/context.ts";

/** Addresses whose answers are made of rows of commitments. */
const ofCommitments = /^\/v1\/(?:commitments|timeline|stats|feed)/;

/**
 * A read that names no day is a read on today. Where another phase of some commitment has begun since its row was
 * written, all reads go by the phases of today until the rows have been brought up to date, which the first of them
 * starts; a replica may have them later.
 */
export function followTheDay(app: FastifyInstance, primary: Store, hasReplicas: boolean): void {
  const known: { day: string; seq: number; turning: Promise<void> | null } = { day: "", seq: -1, turning: null };
  const turn = async (day: string) => {
    await primary.turn(day).catch(() => undefined);
    known.turning = null;
  };
  app.addHook("onRequest", async (request) => {
    if (!isSafe(request) || !hasStore(request) || !ofCommitments.test(request.url)) return;
    const { store, now } = contextOf(request);
    const day = plainDate(now());
    const head = await headOf(request).catch(() => null);
    if (head === null || (!hasReplicas && known.day === day && known.seq === head.seq)) return;
    if (await store.isOf(day)) {
      Object.assign(known, { day, seq: head.seq });
      return;
    }
    known.turning ??= turn(day);
    chooseStore(request, store.at({ today: day }));
  });
}
