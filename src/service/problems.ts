import { z } from "zod";
import { AppError } from "../errors/errors.ts";
import { type Problem, type ProblemCode, problems } from "../errors/problems.ts";
import { jsonOrPage } from "../http/browsers.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { preferredType } from "../http/request/negotiate.ts";
import { near } from "../validation/faults.ts";
import { escapeHtml, sendPage } from "./page.ts";

const codes = Object.keys(problems) as ProblemCode[];

const ProblemKind = z
  .object({
    code: z.string(),
    status: z.int(),
    title: z.string(),
    cause: z.string().describe("why it happens"),
    cure: z.string().describe("what to do about it"),
  })
  .meta({ id: "ProblemKind", description: "A kind of problem that an answer may name in `code`." });
const ProblemKinds = z.object({ data: z.array(ProblemKind) }).meta({ id: "ProblemKinds" });

/** The registry of problems, as JSON for programs and as pages for people; the `type` of every problem leads here. */
export const problemRoutes: Routes = async (app) => {
  app.get(
    "/problems",
    {
      schema: operation({
        id: "listProblems",
        tag: "service",
        access: "open",
        summary: "Every kind of problem",
        description: "The code, status, cause and cure of each. Browsers are given a page.",
        answers: { 200: { content: { "application/json": ProblemKinds, "text/html": z.string() } } },
      }),
    },
    async (request, reply) =>
      preferredType(request.headers.accept, jsonOrPage) === "text/html"
        ? sendPage(reply, "Problems - Servanda", list())
        : { data: codes.map((code) => ({ code, ...problems[code] })) },
  );

  app.get(
    "/problems/:code",
    {
      schema: operation({
        id: "getProblem",
        tag: "service",
        access: "open",
        summary: "One kind of problem: why it happens and what cures it",
        description: "What the `type` of a problem document leads to. Browsers are given a page.",
        params: z.object({ code: z.string().describe("the `code` of a problem") }),
        answers: { 200: { content: { "application/json": ProblemKind, "text/html": z.string() } } },
        problems: ["not_found"],
      }),
    },
    async (request, reply) => {
      const code = codes.find((candidate) => candidate === request.params.code);
      if (!code) throw unknownProblem(request.params.code);
      if (preferredType(request.headers.accept, jsonOrPage) === "application/json") return { code, ...problems[code] };
      return sendPage(reply, `${problems[code].title} - Servanda`, describe(code, problems[code]));
    },
  );
};

function unknownProblem(given: string): AppError {
  const nearest = near(given, codes);
  return new AppError("not_found", `There is no problem of that code.${nearest ? ` Did you mean ${nearest}?` : ""}`);
}

function describe(code: ProblemCode, { status, title, cause, cure }: Problem): string {
  const entries = [
    ["Status", status],
    ["Code", code],
    ["Why it happens", cause],
    ["What to do", cure],
  ].map(([term, text]) => `<dt>${term}</dt><dd>${inline(String(text))}</dd>`);
  return `<h1>${escapeHtml(title)}</h1><dl>${entries.join("")}</dl><p><a href="../problems">All problems</a></p>`;
}

function list(): string {
  const items = codes.map((code) => {
    const { status, title } = problems[code];
    return `<li>${status} <a href="problems/${code}"><code>${code}</code></a>: ${escapeHtml(title)}</li>`;
  });
  return `<h1>Problems</h1><p>Every failing answer names one of these.</p><ul>${items.join("")}</ul>`;
}

function inline(text: string): string {
  return escapeHtml(text).replace(/`([^`]*)`/g, "<code>$1</code>");
}
