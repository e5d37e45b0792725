import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { HeaderName } from "../http/contract/operation.ts";
import { unlisted } from "../http/contract/parameters.ts";
import type { Include } from "./embed.ts";
import type { CommitmentFilters } from "./filters.ts";

/** What to export: the commitments that match the filters, or the one with this id, at the request's time or `on`. */
export interface ToExport {
  filters?: CommitmentFilters;
  only?: string;
  on?: string | undefined;
  include?: readonly Include[] | undefined;
}

/** Answers a request with one export. */
export type SendExport = (toExport: ToExport) => Promise<FastifyReply>;

/**
 * The other formats of what these routes give as JSON. Exports stand on commitments, so the application hands them in.
 */
export interface Exporter {
  /** What each media type holds, for the contract. */
  content: Readonly<Record<string, z.ZodType>>;
  /** Media types that `?format=` alone gives, never `Accept`. */
  byName: readonly string[];
  headers: readonly HeaderName[];
  /** The names that `?format=` takes beside `json`. */
  formats: readonly [string, ...string[]];
  /**
   * How to answer in the format that a request asks for, by `?format=` or else by `Accept`; null: JSON.
   * @throws AppError invalid_request
   */
  chosen: (request: FastifyRequest, reply: FastifyReply, format: string | undefined) => SendExport | null;
}

/** `?format=`, for routes that give JSON as well. */
export function chosenFormat({ formats }: Exporter) {
  const description = "The format, instead of by `Accept`. All but `json` are whole exports, not pages.";
  return {
    format: z
      .enum(["json", ...formats])
      .optional()
      .meta({ description, ...unlisted }),
  };
}
