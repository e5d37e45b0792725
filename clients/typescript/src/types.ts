import type { components, paths } from "./schema.ts";

/** What requests take and give, read out of the types of the contract. */

export type Schemas = components["schemas"];
export type Commitment = Schemas["Commitment"];
export type LedgerLine = Schemas["LedgerLine"];

export type Method = "get" | "post" | "put" | "patch" | "delete";
type Operation = { responses: unknown };

/** The addresses that take a method. */
export type PathsOf<M extends Method> = {
  [P in keyof paths]: paths[P][M] extends Operation ? P : never;
}[keyof paths];

type OperationAt<P extends keyof paths, M extends Method> = paths[P][M];

export type PathOf<P extends keyof paths, M extends Method> =
  OperationAt<P, M> extends { parameters: { path: infer T } } ? T : undefined;
type QueryOf<P extends keyof paths, M extends Method> =
  OperationAt<P, M> extends { parameters: { query?: infer T } } ? ReadonlyLists<NonNullable<T>> : never;
/** Lists of values as they may be written down: a constant one, too. */
type ReadonlyLists<Q> = { [K in keyof Q]: NonNullable<Q[K]> extends (infer T)[] ? readonly T[] : Q[K] };
export type BodyOf<P extends keyof paths, M extends Method> =
  OperationAt<P, M> extends { requestBody?: infer B }
    ? NonNullable<B> extends { content: infer C }
      ? AsFile<C[keyof C]>
      : undefined
    : undefined;
/** A body that is a text may be a file, too. */
type AsFile<B> = string extends B ? B | Blob : B;
type IsBodyNeeded<P extends keyof paths, M extends Method> =
  OperationAt<P, M> extends { requestBody: { content: unknown } } ? true : false;

interface Sending {
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

/** What a request may carry: the parts that its operation has, and those that it must have. */
export type Init<P extends keyof paths, M extends Method> = Sending &
  (PathOf<P, M> extends undefined ? { path?: never } : { path: PathOf<P, M> }) &
  ([QueryOf<P, M>] extends [never]
    ? { query?: never }
    : object extends QueryOf<P, M>
      ? { query?: QueryOf<P, M> }
      : { query: QueryOf<P, M> }) &
  (BodyOf<P, M> extends undefined
    ? { body?: never }
    : IsBodyNeeded<P, M> extends true
      ? { body: BodyOf<P, M> }
      : { body?: BodyOf<P, M> }) &
  (M extends "put" | "patch" | "delete"
    ? { /** The version that the change is meant for. */ ifMatch?: number }
    : object);

/** The addresses that take a method, where nothing else need be said. */
export type BarePathsOf<M extends Method> = {
  [P in PathsOf<M>]: object extends Init<P, M> ? P : never;
}[PathsOf<M>];

type ContentOf<R> = R extends { content: infer C } ? C[keyof C] : undefined;
type SuccessOf<P extends keyof paths, M extends Method> =
  OperationAt<P, M> extends { responses: infer R }
    ? { [S in keyof R]: S extends 200 | 201 | 204 ? ContentOf<R[S]> : never }[keyof R]
    : never;

/** Of the answers that `fields` trims, the whole one. */
type Whole<A> = [Extract<A, Commitment>] extends [never]
  ? [Extract<A, Schemas["CommitmentList"]>] extends [never]
    ? A
    : Schemas["CommitmentList"]
  : [Exclude<A, Schemas["CommitmentTrimmed"]>] extends [never]
    ? Commitment
    : A;

/** A commitment, or a list of them, with the members that `fields` names; `version` comes always. */
type Trimmed<A, F extends PropertyKey> = A extends Commitment
  ? Pick<Commitment, (F & keyof Commitment) | "version">
  : A extends { data: unknown[] }
    ? Omit<A, "data"> & { data: Pick<Commitment, F & keyof Commitment>[] }
    : A;

/** What a request is answered with. */
export type Answer<P extends keyof paths, M extends Method, I> = I extends {
  query: { fields: readonly (infer F extends PropertyKey)[] };
}
  ? Trimmed<Whole<SuccessOf<P, M>>, F>
  : Whole<SuccessOf<P, M>>;

/** The addresses that answer with a page of a list. */
export type Lists = {
  [P in PathsOf<"get">]: SuccessOf<P, "get"> extends { data: unknown[]; page: { next: string | null } } ? P : never;
}[PathsOf<"get">];

export type BareLists = Lists & BarePathsOf<"get">;

export type ItemOf<A> = A extends { data: (infer T)[] } ? T : never;

/** The records that can be edited: what is read at their address can be patched there. */
export type Editable = {
  [P in PathsOf<"patch"> & PathsOf<"get">]: SuccessOf<P, "get"> extends { version?: number } ? P : never;
}[PathsOf<"patch"> & PathsOf<"get">];
