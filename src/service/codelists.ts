import { z } from "zod";
import { version } from "../config/version.ts";
import type { Definition } from "../domain/codelists/codelist.ts";
import { CodeList, CodeListSummary, codelists } from "../domain/codelists/codelists.ts";
import { colourOf } from "../domain/codelists/colours.ts";
import { labelOf, labelsOf } from "../domain/codelists/labels/labels.ts";
import { AppError } from "../errors/errors.ts";
import { taggedBody } from "../http/caching/conditional.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { speak, translated } from "../http/request/language.ts";
import type { Language } from "../languages/languages.ts";
import { many } from "../validation/parameters.ts";

const tag = "codelists";
const CodeLists = z
  .strictObject({ data: z.array(CodeListSummary.extend({ codes: CodeList.shape.codes.exactOptional() })) })
  .meta({ id: "CodeLists", description: "Every code list; its codes where `include=codes` asks for them." });
const query = z.strictObject({
  include: many(z.enum(["codes", "labels"]))
    .optional()
    .meta({
      description:
        "`codes`: those of each list, with their definitions, crosswalks and `label`. `labels`: also what each is called in every language.",
    }),
  ...translated,
});
const listQuery = z.strictObject(translated);
const params = z.strictObject({
  name: z
    .string()
    .max(60)
    .meta({ examples: ["status"] }),
});

export const codelistRoutes: Routes = async (app) => {
  app.get(
    "/v1/codelists",
    {
      schema: operation({
        id: "listCodelists",
        tag,
        access: "read",
        summary: "List the code lists",
        query,
        description: "Every enumeration of the API, without its codes.",
        answers: { 200: CodeLists },
        headers: ["ETag", "Content-Language"],
      }),
    },
    (req, reply) => {
      const { include, lang } = req.query;
      const language = include && speak(req, reply, lang);
      const everyLanguage = include?.includes("labels") ?? false;
      const data = codelists.map((list) => ({
        name: list.name,
        title: list.title,
        description: list.description,
        ordered: list.ordered,
        count: list.codes.length,
        ...(language && { codes: codesOf(list, language, everyLanguage) }),
      }));
      const tag = [version, ...(include ? [everyLanguage ? "labels" : "codes"] : [])].join("-");
      return taggedBody(req, reply, { tag: `"${tag}"`, body: { data } });
    },
  );

  app.get(
    "/v1/codelists/:name",
    {
      schema: operation({
        id: "getCodelist",
        tag,
        access: "read",
        summary: "Read a code list: definitions, crosswalks and where they come from",
        description:
          "Every code with its definition and equivalents in other vocabularies, its place, its colour, and what it is called in every language.",
        params,
        query: listQuery,
        answers: { 200: CodeList },
        headers: ["ETag", "Content-Language"],
        problems: ["not_found"],
      }),
    },
    (req, reply) => {
      const list = codelists.find(({ name }) => name === req.params.name);
      if (!list)
        throw new AppError(
          "not_found",
          `There is no code list "${req.params.name}". There are: ${codelists.map(({ name }) => name).join(", ")}.`,
        );
      const language = speak(req, reply, req.query.lang);
      return taggedBody(req, reply, {
        tag: `"${version}"`,
        body: { ...list, codes: codesOf(list, language, true) },
      });
    },
  );
};

/** The codes of a list as they are served. */
function codesOf(list: Definition, language: Language, everyLanguage: boolean): CodeList["codes"] {
  return (list.codes as CodeList["codes"]).map((each, n) => ({
    ...each,
    order: n + 1,
    colour: colourOf(list.name, each.code) ?? "",
    label: labelOf(language, list.name, each.code) ?? each.name,
    ...(everyLanguage && { labels: labelsOf(list.name, each.code) }),
  }));
}
