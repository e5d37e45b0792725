import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import { type KeyRole, type Rank, suffices } from "../../domain/key.ts";
import { hashKeyText } from "../../domain/key-text.ts";
import { AppError } from "../../errors/errors.ts";
import type { Principal } from "../../records/context.ts";
import { type Access, neededRank } from "../contract/access.ts";
import type { ServedSchema } from "../contract/operation.ts";
import type { RateLimits } from "../limits/rate-limit.ts";
import { admit, anonymous, configOf, primaryOf } from "../request/context.ts";
import { once } from "../request/once.ts";
import { wholeOf } from "../request/part.ts";
import { authenticate } from "./authenticate.ts";
import type { Issuer, VerifyToken } from "./oidc.ts";

const minuteMs = 60_000;
const credentials = /^Bearer +([\w.~+/-]+=*)$/i;
const jwtForm = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/**
 * Lets a request reach its handler only if the role of who asks suffices. Deny by default: a route that does not state
 * its access fails the start. Register before the routes, after what answers unknown addresses.
 */
export function guardRoutes(app: FastifyInstance, identify: Identify, limits: RateLimits): void {
  demandAccess(app);
  app.addHook("onRequest", async (request, reply) => {
    if (request.method === "OPTIONS") return;
    const access = accessOf(request.routeOptions.schema) ?? "admin";
    if (access === "open") return limits.spend(request, reply, { principal: anonymous, access });
    const whole = wholeOf();
    const principal = whole?.principal ?? (await identify(request, reply));
    if (whole === null) limits.spend(request, reply, { principal, access });
    const needed = neededRank(access, configOf(request));
    demandRole(principal, needed);
    admit(request, principal);
  });
}

function demandAccess(app: FastifyInstance): void {
  const routes: RouteOptions[] = [];
  app.addHook("onRoute", (route) => {
    routes.push(route);
  });
  app.addHook("onReady", async () => {
    const silent = routes.filter(({ schema }) => accessOf(schema) === undefined);
    const names = silent.map(({ method, url }) => `${method} ${url}`);
    if (names.length > 0) throw new Error(`These routes do not state their access: ${names.join(", ")}`);
  });
}

function accessOf(schema: unknown): Access | undefined {
  return (schema as ServedSchema | undefined)?.access;
}

/** @throws AppError unauthorized, forbidden */
export function demandRole(principal: Principal, needed: Rank): void {
  if (!suffices(principal.role, needed)) throw insufficient(principal, needed as KeyRole);
}

function insufficient(principal: Principal, needed: KeyRole): AppError {
  const extra = { requiredRole: needed };
  if (principal === anonymous)
    return new AppError("unauthorized", `This needs a key with the role ${needed}.`, { extra });
  const held = principal.role === "none" ? "no role" : `the role ${principal.role}`;
  return new AppError("forbidden", `This needs the role ${needed}; ${principal.name} has ${held}.`, { extra });
}

/**
 * Who asks, found out once for a request. Credentials that do not hold are refused, never overlooked.
 * @throws AppError invalid_token, rate_limited, unavailable
 */
export type Identify = (request: FastifyRequest, reply: FastifyReply) => Promise<Principal>;

const mostTrusted = 1000;

/**
 * Once an address has shown too many wrong credentials, no new ones from there are checked. Those that this process
 * found right before are, so that nobody locks out the others behind the same proxy.
 */
export function identifier(issuer: Issuer | null, limits: RateLimits): Identify {
  const check = checker(issuer && verifierOf(issuer));
  const trusted = new Set<string>();
  const known = new WeakMap<FastifyRequest, Promise<Principal>>();

  async function identify(request: FastifyRequest, reply: FastifyReply): Promise<Principal> {
    const given = request.raw.rawHeaders.filter((text, n) => n % 2 === 0 && text.toLowerCase() === "authorization");
    const token = given.length === 1 ? credentials.exec(request.headers.authorization ?? "")?.[1] : undefined;
    const hash = hashKeyText(token ?? "");
    if (!trusted.has(hash)) limits.demandTrust(request, reply);
    try {
      const principal = await check(request, token);
      trusted.delete(hash);
      trusted.add(hash);
      if (trusted.size > mostTrusted) trusted.delete(trusted.keys().next().value ?? "");
      return principal;
    } catch (error) {
      trusted.delete(hash);
      if (error instanceof AppError && error.code === "invalid_token") limits.distrust(request, reply);
      throw error;
    }
  }

  return async (request, reply) => {
    if (request.headers.authorization === undefined) return anonymous;
    const principal = known.get(request) ?? identify(request, reply);
    known.set(request, principal);
    return principal;
  };
}

/** Loaded with the first token. */
function verifierOf(issuer: Issuer): VerifyToken {
  const loaded = once(async () => (await import("./oidc.ts")).tokenVerifier(issuer));
  return async (token, now) => (await loaded())(token, now);
}

function checker(verify: VerifyToken | null) {
  const recordUse = useRecorder();
  return async (request: FastifyRequest, token: string | undefined): Promise<Principal> => {
    if (token === undefined)
      throw new AppError("invalid_token", "`Authorization` must be given once, as `Bearer` and a key.");
    const { store, now } = primaryOf(request);
    if (verify && jwtForm.test(token)) return verify(token, now());
    const key = await authenticate(store, token, now());
    recordUse(request, key);
    return { id: key.id, name: key.name, role: key.role };
  };
}

/** Records when keys were last used, at most once a minute each, without holding up or failing the request. */
function useRecorder() {
  const underway = new Set<string>();
  return (request: FastifyRequest, { id, lastUsedAt }: { id: string; lastUsedAt: string | null }): void => {
    const { store, now } = primaryOf(request);
    const at = now();
    const unlessAfter = new Date(at.getTime() - minuteMs).toISOString();
    if (underway.has(id) || (lastUsedAt !== null && lastUsedAt > unlessAfter)) return;
    underway.add(id);
    void store
      .touchKey(id, { at: at.toISOString(), unlessAfter })
      .catch((err: unknown) => request.log.debug({ err }, "the use of a key was not recorded"))
      .finally(() => underway.delete(id));
  };
}
