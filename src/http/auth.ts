import type { FastifyInstance, FastifyRequest, RouteOptions } from "fastify";
import type { Principal } from "../context.ts";
import { AppError } from "../errors.ts";
import { type KeyRole, suffices } from "../keys/model.ts";
import { type Issuer, tokenVerifier, type VerifyToken } from "../keys/oidc.ts";
import { authenticate } from "../keys/service.ts";
import { type Access, neededRank } from "./access.ts";
import { admit, anonymous, configOf, primaryOf } from "./context.ts";
import type { ServedSchema } from "./operation.ts";

const minuteMs = 60_000;
const credentials = /^Bearer +([\w.~+/-]+=*)$/i;
const jwtForm = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/**
 * Lets no request reach a handler but those whose role suffices. Deny by default: a route that does not state its access
 * fails the start. Register before the routes, after what answers unknown addresses.
 */
export function guardRoutes(app: FastifyInstance, issuer: Issuer | null): void {
  const verify = issuer && tokenVerifier(issuer);
  const recordUse = useRecorder();
  demandAccess(app);
  app.addHook("onRequest", async (request) => {
    if (request.method === "OPTIONS") return;
    const access = accessOf(request.routeOptions.schema) ?? "admin";
    if (access === "open") return;
    const principal = await identify(request, verify, recordUse);
    const needed = neededRank(access, configOf(request));
    if (!suffices(principal.role, needed)) throw insufficient(principal, needed as KeyRole);
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

function insufficient(principal: Principal, needed: KeyRole): AppError {
  const extra = { requiredRole: needed };
  if (principal === anonymous)
    return new AppError("unauthorized", `This needs a key with the role ${needed}.`, { extra });
  const held = principal.role === "none" ? "no role" : `the role ${principal.role}`;
  return new AppError("forbidden", `This needs the role ${needed}; ${principal.name} has ${held}.`, { extra });
}

/** Who asks. Credentials that do not hold are refused, never overlooked. @throws AppError invalid_token, unavailable */
async function identify(
  request: FastifyRequest,
  verify: VerifyToken | null,
  recordUse: ReturnType<typeof useRecorder>,
): Promise<Principal> {
  const given = request.raw.rawHeaders.filter((text, n) => n % 2 === 0 && text.toLowerCase() === "authorization");
  if (given.length === 0) return anonymous;
  const token = given.length === 1 ? credentials.exec(request.headers.authorization ?? "")?.[1] : undefined;
  if (token === undefined)
    throw new AppError("invalid_token", "`Authorization` must be given once, as `Bearer` and a key.");
  const { store, now } = primaryOf(request);
  if (verify && jwtForm.test(token)) return verify(token, now());
  const key = await authenticate(store, token, now());
  recordUse(request, key);
  return { name: key.name, role: key.role };
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
