import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Config } from "../config.ts";
import type { Context, Principal } from "../context.ts";

/** What every request of a process shares. */
export interface Shared extends Omit<Context, "principal" | "duePolicy"> {
  config: Config;
}

type Served = Pick<FastifyRequest, "server">;
const name = "servanda";

/** Gives the application what its requests share. */
export function share(app: FastifyInstance, shared: Shared): void {
  app.decorate(name, { getter: () => shared });
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
export function contextOf(request: Served): Context {
  const { store, now, newId, config } = sharedOf(request);
  return { store, now, newId, duePolicy: config.duePolicy, principal: principalOf(request) };
}
