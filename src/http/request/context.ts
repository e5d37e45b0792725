import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Config } from "../../config/config.ts";
import type { Language } from "../../languages/languages.ts";
import type { Context, Principal } from "../../records/context.ts";
import type { Once } from "../../store/port/idempotency.ts";
import type { Head, Store } from "../../store/port/store.ts";
import type { Cursors } from "./cursor.ts";
import { wholeOf } from "./part.ts";

/** What every request of a process shares. */
export interface Shared extends Omit<Context, "principal" | "duePolicy" | "warnings" | "language"> {
  config: Config;
  cursors: Cursors;
}

/** Requests that the router refuses have no members of ours, but they have an address. */
interface Whole extends Shared {
  addresses: WeakMap<object, string>;
}

type Served = Pick<FastifyRequest, "server">;
type Asked = Pick<FastifyRequest, "server" | "getDecorator">;
const reasonName = "reason";
const languageName = "language";
const name = "servanda";
const asker = "principal";
const moment = "moment";
const onceName = "once";
const chosen = "chosenStore";
const newest = "head";

/** The store and the clock of another time, for one request; `label` tells one time from another. */
export interface Then extends Pick<Context, "store" | "now"> {
  label: readonly (string | number | null)[];
  /** Whether what is read at that time stays as it is, whatever is recorded from now on. */
  isFixed: boolean;
}

/** Whoever shows no credentials. */
export const anonymous: Principal = Object.freeze({ id: "anonymous", name: "anonymous", role: "none" });

/** Gives the application what its requests share. */
export function share(app: FastifyInstance, shared: Shared): void {
  const whole: Whole = { ...shared, addresses: new WeakMap() };
  app.decorate(name, { getter: () => whole });
  app.decorateRequest(asker, null);
  app.decorateRequest(moment, null);
  app.decorateRequest(onceName, null);
  app.decorateRequest(chosen, null);
  app.decorateRequest(newest, null);
  app.decorateRequest(reasonName, null);
  app.decorateRequest(languageName, null);
}

function sharedOf(request: Served): Whole {
  return request.server.getDecorator<Whole>(name);
}

/** Says who makes a request, once that has been proved. */
export function admit(request: FastifyRequest, principal: Principal): void {
  request.setDecorator<Principal>(asker, principal);
}

function principalOf(request: Asked): Principal {
  return request.getDecorator<Principal | null>(asker) ?? anonymous;
}

/** Gives one request the database that answers all its reads. */
export function chooseStore(request: FastifyRequest, store: Store): void {
  request.setDecorator<Store>(chosen, store);
}

/** Whether the request has got as far as having a database. */
export function hasStore(request: FastifyRequest): boolean {
  return request.getDecorator<Store | null>(chosen) !== null;
}

/** From here on the request reads the store as it stood then. */
export function goBackTo(request: FastifyRequest, then: Then): void {
  request.setDecorator<Then>(moment, then);
  request.setDecorator<Promise<Head> | null>(newest, null);
}

/** From here on what the request writes is recorded with this. */
export function giveReason(request: FastifyRequest, reason: string): void {
  request.setDecorator<string>(reasonName, reason);
}

/** From here on the labels of the answer are in this language. */
export function answerIn(request: FastifyRequest, language: Language): void {
  request.setDecorator<Language>(languageName, language);
}

/** From here on what the request writes is noted as this, and takes effect once. */
export function takeOnce(request: FastifyRequest, once: Once): void {
  request.setDecorator<Once>(onceName, once);
}

/**
 * The newest line of the ledger as the request's database had it when this was first asked, at the time that the
 * request reads at. Ask before reading anything else: then no answer claims to know more than it shows.
 */
export function headOf(request: Asked & Pick<FastifyRequest, "setDecorator">): Promise<Head> {
  const known = request.getDecorator<Promise<Head> | null>(newest);
  if (known !== null) return known;
  const head = contextOf(request).store.head();
  request.setDecorator<Promise<Head>>(newest, head);
  return head;
}

/** The address that a request was made to, read once and then kept. */
export function addressOf<R extends Served>(request: R, read: (request: R) => string): string {
  const { addresses } = sharedOf(request);
  const known = addresses.get(request) ?? read(request);
  addresses.set(request, known);
  return known;
}

/** The time that a request reads at, if it named one. */
export function thenOf(request: Asked): Then | null {
  return request.getDecorator<Then | null>(moment);
}

/** The primary database and the clock, for what must not be late, such as revocations. */
export function primaryOf(request: Served): Pick<Shared, "store" | "now"> {
  return sharedOf(request);
}

export function configOf(request: Served): Config {
  return sharedOf(request).config;
}

/** What makes and reads the cursors of this database. */
export function cursorsOf(request: Served): Cursors {
  return sharedOf(request).cursors;
}

/** All that a service may touch, for the one who makes this request. */
export function contextOf(request: Asked): Context {
  const { store, now, newId, config } = sharedOf(request);
  const then = thenOf(request);
  const once = request.getDecorator<Once | null>(onceName);
  const reason = request.getDecorator<string | null>(reasonName);
  const language = request.getDecorator<Language | null>(languageName);
  return {
    store: wholeOf()?.store ?? then?.store ?? request.getDecorator<Store | null>(chosen) ?? store,
    now: then?.now ?? now,
    newId,
    duePolicy: config.duePolicy,
    principal: principalOf(request),
    warnings: [],
    ...(once && { once }),
    ...(reason !== null && { reason }),
    ...(language !== null && { language }),
  };
}
