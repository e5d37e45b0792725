import type { z } from "zod";
import type { AppError, Fault } from "../errors/errors.ts";
import { problems } from "../errors/problems.ts";
import { createValidator } from "../validation/reader.ts";
import type { Answer, Ask } from "./ask.ts";
import type { JsonSchema } from "./input-schema.ts";

/** What a tool works with. */
export interface Bench {
  ask: Ask;
  /** The address of the service, for addresses to cite. */
  base: string;
  now: () => Date;
  /** Told of what went wrong here, which a client is told nothing of. */
  onFault: (error: unknown) => void;
}

/** A tool of the Model Context Protocol. */
export interface Tool {
  name: string;
  title: string;
  description: string;
  /** Whether it is for those alone who may write. */
  writes: boolean;
  inputSchema: () => JsonSchema;
  /** @throws AppError invalid_request; AskError; Refusal */
  run: (bench: Bench, given: Record<string, unknown>) => Promise<Outcome>;
}

/** What came of it: the answer as data, and in short words with the addresses to cite. */
export interface Outcome {
  text: string;
  data: Readonly<Record<string, unknown>>;
}

/** A problem document with which the API refused a request of a tool. */
export class Refusal extends Error {
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(problem: Readonly<Record<string, unknown>>) {
    super(String(problem.detail));
    this.problem = problem;
  }
}

/** The body of an answer that is no refusal. @throws Refusal */
export function accepted({ status, body }: Answer): Readonly<Record<string, unknown>> {
  if (status >= 400) throw new Refusal(body);
  return body;
}

/**
 * What a tool was given, by its own schema, in the words of the API where it does not fit.
 * @throws AppError invalid_request
 */
export function readInput<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const validate = createValidator([])({ schema, httpPart: "body", method: "", url: "" });
  const { value, error } = validate(given) as { value?: z.output<S>; error?: Error };
  if (error) throw error;
  return value as z.output<S>;
}

/** The problem that an error is, in the form of the API's own documents. */
export function problemOf(error: AppError): Readonly<Record<string, unknown>> {
  const { status, title } = problems[error.code];
  const { code, message: detail, errors, extra } = error;
  return { title, status, detail, code, ...(errors.length > 0 && { errors }), ...extra };
}

/** A problem as a model is told it: what is wrong, each fault with its place, and what cures it. */
export function refusalText(problem: Readonly<Record<string, unknown>>): string {
  const {
    title,
    detail,
    code,
    type,
    errors = [],
    retryAfterSeconds,
  } = problem as {
    [name: string]: string | undefined;
  } & { errors?: readonly Fault[] };
  const faults = errors.map(({ pointer, parameter, code: fault, detail: words, allowed }) => {
    const place = parameter ?? (pointer || "the whole");
    const choices = allowed ? ` Allowed: ${allowed.join(", ")}.` : "";
    return `- ${place} (${fault}): ${words}${choices}`;
  });
  const wait = retryAfterSeconds === undefined ? [] : [`Try again in ${retryAfterSeconds} seconds.`];
  const cure = code !== undefined && code in problems ? [problems[code as keyof typeof problems].cure] : [];
  return [`${title ?? "Refused"}: ${detail}`, ...faults, ...wait, ...cure, ...(type ? [`See ${type}`] : [])].join("\n");
}
