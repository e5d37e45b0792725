import type { FastifyRequest, RouteOptions } from "fastify";
import type { Rank } from "../../domain/key.ts";
import { languageFor } from "../../languages/languages.ts";
import { producedTypes, type ServedSchema } from "../contract/operation.ts";
import { configOf } from "../request/context.ts";
import { isTranslated } from "../request/language.ts";
import { preferredType } from "../request/negotiate.ts";
import { presentBaseUrl } from "../request/url.ts";

/** Whether the answers of a route are kept: what reads records. */
export function isKept({ method, url, schema }: Pick<RouteOptions, "method" | "url" | "schema">): boolean {
  const { access } = (schema ?? {}) as ServedSchema;
  return (method === "GET" || method === "HEAD") && url.startsWith("/v1") && (access === "read" || access === "text");
}

/** What the answers of a route are chosen by. */
export interface Choice {
  types: readonly string[];
  isTranslated: boolean;
}

export const choiceOf = (schema: ServedSchema): Choice => ({
  types: producedTypes(schema),
  isTranslated: isTranslated(schema.querystring),
});

/**
 * All that an answer depends on beside who asks, the data and the day. HEAD shows the headers of an answer that is not
 * compressed. Origins are told apart where not all may call.
 */
export function variantOf(request: FastifyRequest, { types, isTranslated }: Choice): string {
  const { headers, method, url } = request;
  const isPlain = method === "HEAD" || headers["x-no-compression"] !== undefined;
  const coding = isPlain ? "identity" : (headers["accept-encoding"] ?? "identity");
  const origin = configOf(request).corsOrigin === "*" ? "" : (headers.origin ?? "");
  const language = isTranslated ? languageFor(headers["accept-language"]) : "";
  return `${presentBaseUrl(request)}\n${preferredType(headers.accept, types)}\n${coding}\n${language}\n${origin}\n${url}`;
}

/** An answer holds for one role. */
export const keyOf = (role: Rank, variant: string): string => `${role}\n${variant}`;
