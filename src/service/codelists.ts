import { z } from "zod";
import { version } from "../config/version.ts";
import { CodeList, CodeListSummary, codelists } from "../domain/codelists/codelists.ts";
import { AppError } from "../errors/errors.ts";
import { sendTagged } from "../http/caching/conditional.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { many } from "../validation/parameters.ts";

const tag = "codelists";
const CodeLists = z
  .strictObject({ data: z.array(CodeListSummary.extend({ codes: CodeList.shape.codes.exactOptional() })) })
  .meta({ id: "CodeLists", description: "Every code list; its codes where `include=codes` asks for them." });
const query = z.strictObject({
  include: many(z.enum(["codes"]))
    .optional()
    .meta({ description: "Embed the codes of each list, with their definitions and crosswalks." }),
});
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
        headers: ["ETag"],
      }),
    },
    (req, reply) => {
      const data = codelists.map(({ name, title, description, ordered, codes }) => ({
        name,
        title,
        description,
        ordered,
        count: codes.length,
        ...(req.query.include && { codes }),
      }));
      const tag = req.query.include ? `"${version}-codes"` : `"${version}"`;
      return sendTagged(req, reply, { tag, body: { data } });
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
        description: "Every code with its label, definition and equivalents in other vocabularies.",
        params,
        answers: { 200: CodeList },
        headers: ["ETag"],
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
      return sendTagged(req, reply, { tag: `"${version}"`, body: list });
    },
  );
};
