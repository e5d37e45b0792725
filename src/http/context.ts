import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Config } from "../config.ts";
import type { Context, Principal } from "../context.ts";
import type { Store } from "../store/store.ts";

/** What every request of a process shares. */
export interface Shared extends Omit<Context, "principal" | "duePolicy"> {
  config: Config;
}

type Served = Pick<FastifyRequest, "server">;
const name = "servanda";
const chosen = "servandaStore";

/** Gives the application what its requests share. */
export function share(app: FastifyInstance, shared: Shared): void {
  app.decorate(name, { getter: () => shared });
  app.decorateRequest(chosen, null);
}

/** Gives one request the database that answers all its reads. */
export function chooseStore(request: FastifyRequest, store: Store): void {
  request.setDecorator<Store>(chosen, store);
}

/** Whether the request has got as far as having a database. */
export function hasStore(request: FastifyRequest): boolean {
  return request.getDecorator<Store | null>(chosen) !== null;
}

function sharedOf(request: Served): Shared {
  return request.server.getDecorator<Shared>(name);
}

function principalOf(_request: Served): Principal {
  return { name: "anonymous" };
}

export function configOf(request: Served): Config {
  return sharedOf(request).config;
}

/** All that a service may touch, for the one who makes this request. */
export function contextOf(request: FastifyRequest): Context {
  const { store, now, newId, config } = sharedOf(request);
  return {
    store: request.getDecorator<Store | null>(chosen) ?? store,
    now,
    newId,
    duePolicy: config.duePolicy,
    principal: principalOf(request),
  };
}
