import { z } from "zod";
import { contractOf } from "../http/contract/openapi.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import type { Document } from "../http/contract/types.ts";
import { once } from "../http/request/once.ts";
import { baseUrl } from "../http/request/url.ts";

/** A guide for programs that read texts (llmstxt.org): what this is, how to ask, and where everything stands. */
export const llmsRoutes: Routes = async (app) => {
  const operations = once(() => listed(contractOf(app)));
  app.get(
    "/llms.txt",
    {
      schema: operation({
        id: "getLlmsText",
        tag: "service",
        access: "open",
        summary: "A guide for language models: what this is, and where everything stands",
        description: "Markdown, as llmstxt.org has it.",
        answers: { 200: { content: { "text/plain": z.string() } } },
      }),
    },
    async (request, reply) => reply.type("text/plain; charset=utf-8").send(guide(baseUrl(request), operations())),
  );
};

function guide(base: string, operations: string): string {
  return `# Servanda

> The record of what states said they would do, and of what became of it: commitments with status, dates, verbatim
> quotes of their sources, and dated events, each with its evidence. Over a REST API, in JSON.

- A commitment's \`status\` says what has happened, \`firmness\` how binding the words are, \`fulfilment\` whether it was kept
  in an assessor's judgement, \`timeliness\` whether it is late. They are four questions: do not take one for another.
- \`quotes\` are verbatim: cite \`exact\` with its source, and never words that are not in it. Dates are EDTF: \`2023\`, \`2024~\`,
  \`2029-09/2030\`; \`earliest\` and \`latest\` are their bounds.
- Codes are defined at ${base}/v1/codelists. A parameter or value that is not known is refused with what is allowed.
- Ask for what you need: \`fields=slug,title,status,due\` trims, \`include=quotes,events,sources\` embeds, \`q=\` searches,
  \`limit\` and \`page.next\` page. Cite a state of the record by \`asOf=seq:N\`, with N of the header \`Servanda-Seq\`.

- An assistant that speaks the Model Context Protocol finds tools at ${base}/mcp (streamable HTTP): searching, reading, checking
  quotes, and with an analyst's key filing, as a dry run unless told otherwise.

## Start

- [One commitment with everything](${base}/v1/commitments/cku-railway?include=quotes,events,sources): by slug or id
- [What is overdue](${base}/v1/commitments?timeliness=overdue&fields=slug,title,due): a list with a filter
- [How many of which status](${base}/v1/stats?by=status): counts
- [The contract](${base}/openapi.json): OpenAPI 3.1

## Operations

${operations}
`;
}

function listed({ paths }: Document): string {
  const lines = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { summary }]) => `- ${method.toUpperCase()} ${path}: ${String(summary)}`),
  );
  return lines.join("\n");
}
