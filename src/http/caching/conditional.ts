import { hash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { AppError, invalidParameter } from "../../errors/errors.ts";
import type { EarlierVersion } from "../../records/records.ts";
import { configOf } from "../request/context.ts";
import { type Addressed, baseUrl, pathOf } from "../request/url.ts";

type Asked = Addressed & Pick<FastifyRequest, "headers" | "method" | "url" | "body">;

/** What an answer depends on besides the version: the UTC day (YYYY-MM-DD), and what was asked for, as any text. */
export interface Variation {
  day?: string;
  variant?: string;
}

/** The number of the newest ledger line that an answer is made of, and the UTC day it is made for. */
interface State {
  headSeq: number;
  day?: string;
}

/** A list as it is answered; `next` is the cursor of the page after it. */
interface Page {
  page: { next: string | null };
}

/** What is sent: JSON of an object; nothing for null. */
export type Body = object | string | null;

const codings = /-(?:gzip|br|zstd)$/;

/** The strong entity tag of a version: `"3"`, or with what else the answer depends on: `"3-20261123-ab12cd34ef"`. */
export function entityTag(version: number, { day, variant }: Variation = {}): string {
  const parts = [String(version)];
  if (day !== undefined || variant !== undefined) parts.push(day?.replaceAll("-", "") ?? "");
  if (variant !== undefined) parts.push(digest(variant));
  return `"${parts.join("-")}"`;
}

/** The body of an answer with a record and its ETag, or of a 304 when the client has it. */
export function entityBody(
  request: Asked,
  reply: FastifyReply,
  entity: { version: number },
  variation: Variation = {},
): Body {
  return taggedBody(request, reply, { tag: entityTag(entity.version, variation), body: entity });
}

/** 201 with the new record, its ETag and its Location (`path` is the path on this server). */
export function createdBody(request: Asked, reply: FastifyReply, entity: { version: number }, path: string): Body {
  return entityBody(request, reply.code(201).header("location", `${baseUrl(request)}${path}`), entity);
}

/** Proxies and clients refuse long headers (nginx: 4 KiB in all, Node.js: 16); `page.next` says the same. */
const longestLinks = 2048;

/**
 * Answers with a page of a list, linked to the next and the first. Its tag is the same while ledger, day, address and
 * body are. Where the query is a body there are no links, since the next page takes another body. Answers to POST are
 * not to be stored: caches on the way know them by the address alone.
 */
export function listBody(
  request: Asked,
  reply: FastifyReply,
  list: Page,
  { parameter = "cursor", ...state }: State & { parameter?: "cursor" | "since" },
): Body {
  if (request.method === "POST") {
    reply.header("cache-control", "no-store");
    return list;
  }
  const isByAddress = request.method !== "QUERY";
  const links = isByAddress ? pageLinks(request, list.page.next, parameter) : "";
  if (isByAddress && links.length <= longestLinks) reply.header("link", links);
  return computedBody(request, reply, list, state);
}

/** Answers with what follows from many records; unchanged while ledger, day (if it matters) and what is asked are. */
export function computedBody(request: Asked, reply: FastifyReply, body: object, { headSeq, day }: State): Body {
  const asked = request.method === "QUERY" ? `${request.url}\n${JSON.stringify(request.body)}` : request.url;
  const parts = [`l${headSeq}`, ...(day === undefined ? [] : [day.replaceAll("-", "")]), digest(asked)];
  return taggedBody(request, reply, { tag: `"${parts.join("-")}"`, body });
}

/** 204: done, with nothing to show. */
export function sendNothing(reply: FastifyReply): FastifyReply {
  return reply.code(204).send();
}

/**
 * Answers with a body under a strong entity tag, or with 304 when If-None-Match names it (RFC 9110 section 13.1.2). As
 * the others here, it prepares the reply; the body that it gives is for the handler to return, which costs less than to
 * return a reply that was sent: Fastify waits for the end of one.
 */
export function taggedBody(
  request: Asked,
  reply: FastifyReply,
  { tag: plain, body }: { tag: string; body: Body },
): Body {
  const tag = inLanguage(reply, plain);
  reply.header("etag", tag).header("cache-control", "no-cache");
  const isRead = ["GET", "HEAD", "QUERY"].includes(request.method);
  const held = isRead ? heldTag(request.headers["if-none-match"], tag) : undefined;
  if (held === undefined) return body;
  reply.code(304).removeHeader("content-type").header("etag", held);
  return null;
}

/** A tag that is another one for each language, where the answer is in one that was chosen. */
export function inLanguage(reply: FastifyReply, tag: string): string {
  const language = reply.getHeader("content-language");
  return language === undefined ? tag : `"${tag.slice(1, -1)}-${language}"`;
}

/** A tag without the mark of a content coding. */
export function uncoded(tag: string): string {
  return `"${tag.slice(1, -1).replace(codings, "")}"`;
}

/** The client's own tag for what it would be sent: weak comparison, whatever the content coding it holds. */
export function heldTag(header: string | undefined, tag: string): string | undefined {
  if (header === undefined) return undefined;
  if (header === tag || header.trim() === "*") return tag;
  const opaque = tag.slice(1, -1);
  const held = readTags(header, "If-None-Match").find((candidate) => candidate.opaque.replace(codings, "") === opaque);
  return held && `"${held.opaque}"`;
}

/**
 * The versions that If-Match accepts, or undefined when it sets no condition (absent, or `*`).
 * Strong comparison of versions alone: the day, the variant and the content coding in a tag do not matter;
 * weak and foreign tags match no version.
 * @throws AppError invalid_request when malformed; precondition_required when absent and the operator demands it
 */
export function expectedVersion(request: Asked): readonly number[] | undefined {
  const header = request.headers["if-match"];
  if (header === undefined) {
    if (!configOf(request).requireIfMatch) return undefined;
    throw new AppError(
      "precondition_required",
      "This change needs `If-Match` with the ETag of the record as you read it.",
    );
  }
  if (header.trim() === "*") return undefined;
  return readTags(header, "If-Match").flatMap(({ weak, opaque }) => {
    const version = /^(\d{1,15})(?:-|$)/.exec(opaque)?.[1];
    return weak || version === undefined ? [] : [Number(version)];
  });
}

/** The earlier version that a /restore names; undefined: it brings back what was deleted. */
export function revisionOf(
  request: Asked & { body?: { version: number; events?: boolean } | undefined },
): EarlierVersion | undefined {
  return request.body ? { ...request.body, expected: expectedVersion(request) } : undefined;
}

function readTags(header: string, name: string): { weak: boolean; opaque: string }[] {
  const one = /\s*(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"\s*(?:,|$)/y;
  const tags: { weak: boolean; opaque: string }[] = [];
  while (one.lastIndex < header.length) {
    const found = one.exec(header);
    if (!found) throw malformedTags(header, name);
    tags.push({ weak: found[1] !== undefined, opaque: found[2] ?? "" });
  }
  return tags;
}

function malformedTags(header: string, parameter: string): AppError {
  const example = /^\d{1,15}$/.test(header) ? header : "3";
  const detail = `\`${parameter}\` must be *, or entity tags in quotes separated by commas, such as "${example}".`;
  return invalidParameter(parameter, "invalid_format", detail);
}

function pageLinks(request: Asked, next: string | null, parameter: string): string {
  const link = (cursor: string | null, rel: string) => {
    const query = new URLSearchParams(request.url.slice(pathOf(request.url).length));
    query.delete(parameter);
    if (cursor !== null) query.set(parameter, cursor);
    const search = query.size === 0 ? "" : `?${query}`;
    return `<${baseUrl(request)}${pathOf(request.url)}${search}>; rel="${rel}"`;
  };
  return next === null ? link(null, "first") : `${link(next, "next")}, ${link(null, "first")}`;
}

/**
 * Marks the tag of a compressed answer: a strong tag names one sequence of bytes (RFC 9110 section 8.8.3), so the
 * compressed one needs another. Comparison leaves the mark out, since either is the same record.
 */
export function markCoding(reply: FastifyReply): void {
  const tag = reply.getHeader("etag");
  const coding = reply.getHeader("content-encoding");
  if (typeof tag !== "string" || typeof coding !== "string" || reply.statusCode === 304) return;
  reply.header("etag", `${tag.slice(0, -1)}-${coding}"`);
}

/** A short digest of a text. */
export function digest(text: string): string {
  return hash("sha256", text).slice(0, 10);
}

/** The strong entity tag of fixed content. */
export function digestOf(content: string): string {
  return `"${digest(content)}"`;
}
