import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type Language, languageFor, languages } from "../../languages/languages.ts";
import { answerIn } from "./context.ts";

/** The parameter of every route that answers in several languages: by it such a route is known. */
export const translated = {
  lang: z
    .enum(languages)
    .optional()
    .meta({ description: "The language of labels, instead of by `Accept-Language`; English where neither is ours." }),
};

/** Whether a route, by its schema, answers in several languages. */
export const isTranslated = (querystring: unknown): boolean =>
  querystring instanceof z.ZodObject && "lang" in querystring.shape;

/**
 * Has a request answered in the language that it asks for: from here on its context has it, and the answer says so.
 * Call it only where the answer holds labels, so that others do not vary.
 */
export function speak(request: FastifyRequest, reply: FastifyReply, lang: Language | undefined): Language {
  const language = lang ?? languageFor(request.headers["accept-language"]);
  reply.header("content-language", language);
  if (lang === undefined) reply.header("vary", `${reply.getHeader("vary")}, accept-language`);
  answerIn(request, language);
  return language;
}
