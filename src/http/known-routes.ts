import type { FastifyInstance, FastifyRequest } from "fastify";
import { AppError } from "../errors/errors.ts";
import { near } from "../validation/faults.ts";
import { pathOf } from "./request/url.ts";

/** The methods of each address pattern of the application. */
export type Addresses = ReadonlyMap<string, ReadonlySet<string>>;

/** Collects the addresses of all routes registered from now on. */
export function collectAddresses(app: FastifyInstance): Addresses {
  const addresses = new Map<string, Set<string>>();
  app.addHook("onRoute", ({ url, method }) => {
    if (url.includes("*")) return;
    const methods = addresses.get(url) ?? new Set();
    for (const one of [method].flat()) methods.add(one);
    addresses.set(url, methods);
  });
  return addresses;
}

/** The methods offered at a path, in alphabetical order; none when there is no such path. */
export function methodsAt(path: string, addresses: Addresses): string[] {
  const methods = [...addresses].flatMap(([pattern, offered]) => (matches(pattern, path) ? [...offered] : []));
  return methods.length === 0 ? [] : [...new Set([...methods, "OPTIONS"])].sort();
}

/** Why no route takes this request: the method is not offered at the path (405), or there is no such path (404). */
export function unknownAddress(request: FastifyRequest, addresses: Addresses): AppError {
  const path = pathOf(request.raw.url ?? "/");
  const allowed = methodsAt(path, addresses);
  if (allowed.length > 0) {
    const detail = `${request.method} is not offered at ${path}; these are: ${allowed.join(", ")}.`;
    return new AppError("method_not_allowed", detail, { extra: { allowed } });
  }
  return new AppError("not_found", `There is nothing at ${path.slice(0, 200)}.${hint(path, addresses)}`);
}

function hint(path: string, addresses: Addresses): string {
  const tidy = path.replace(/\/{2,}/g, "/").replace(/(.)\/$/, "$1");
  if (tidy !== path && methodsAt(tidy, addresses).length > 0) return ` Write it without extra slashes: ${tidy}`;
  const nearest = nearestAddress(tidy, addresses);
  return nearest === null ? " The addresses are listed at /v1 and in /openapi.json." : ` Did you mean ${nearest}?`;
}

/** An address of which each part is as it was asked for, or nearly so. */
function nearestAddress(path: string, addresses: Addresses): string | null {
  const segments = path.split("/");
  if (segments.length > 10) return null;
  const sameLength = [...addresses.keys()]
    .map((pattern) => pattern.split("/"))
    .filter((parts) => parts.length === segments.length);
  const filled = sameLength.map((parts) => parts.map((part, n) => (part.startsWith(":") ? (segments[n] ?? "") : part)));
  const isNear = (parts: readonly string[]) => parts.every((part, n) => near(segments[n] ?? "", [part]) !== null);
  return near(
    path,
    filled.filter(isNear).map((parts) => parts.join("/")),
  );
}

function matches(pattern: string, path: string): boolean {
  const parts = pattern.split("/");
  const segments = path.split("/");
  return (
    parts.length === segments.length &&
    parts.every((part, index) => (part.startsWith(":") ? segments[index] !== "" : part === segments[index]))
  );
}
