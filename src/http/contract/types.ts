export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Schema = { [key: string]: Json };

/** An operation of the contract; `requestBody` and each of `responses` as OpenAPI has them. */
export interface OperationObject {
  operationId: string;
  tags: string[];
  parameters?: Json[];
  requestBody?: Json;
  responses: Record<string, Json>;
  /** Media types that it gives beside the one described, by `Accept` or `?format=`. */
  "x-other-media-types"?: string[];
  [key: string]: unknown;
}

/** An OpenAPI 3.1 document. */
export interface Document {
  openapi: string;
  paths: Record<string, Record<string, OperationObject>>;
  components: { schemas: Record<string, Schema>; [kind: string]: Record<string, Json> };
  [key: string]: unknown;
}
