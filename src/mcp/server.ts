import { version } from "../config/version.ts";
import { AppError } from "../errors/errors.ts";
import { problems } from "../errors/problems.ts";
import { near } from "../validation/faults.ts";
import { AskError } from "./ask.ts";
import { changesSince } from "./changes-tool.ts";
import { findPromises } from "./promises-tool.ts";
import { readingTools } from "./reading-tools.ts";
import { type Bench, problemOf, Refusal, refusalText, type Tool } from "./tool.ts";
import { writingTools } from "./writing-tools.ts";

/** The tools as a server of the Model Context Protocol (https://modelcontextprotocol.io/specification/2026-07-28). */

const instructions = `Servanda is the record of what states said they would do, and of what became of it.
- status says what has happened, firmness how binding the words are, fulfilment whether it was kept in an assessor's judgement, timeliness whether it is late: four questions, do not take one for another.
- Quotes are verbatim: give \`exact\` with its source, and never words that are not in it; check_quote tells whether a source has some words.
- Dates are EDTF (2023, 2024~, 2029-09/2030): do not make them more precise than they are.
- Cite the addresses in the answers.`;

const all: readonly Tool[] = [...readingTools, findPromises, changesSince, ...writingTools];

/** A tool as it is listed. */
interface Listed {
  name: string;
  title: string;
  description: string;
  inputSchema: ReturnType<Tool["inputSchema"]>;
  annotations: Readonly<Record<string, boolean>>;
}

function listed({ name, title, description, writes, inputSchema }: Tool): Listed {
  const annotations = { readOnlyHint: !writes, destructiveHint: false, idempotentHint: !writes, openWorldHint: false };
  return { name, title, description, inputSchema: inputSchema(), annotations };
}

interface Result {
  content: { type: "text"; text: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
  [name: string]: unknown;
}

const said = (text: string, data: Readonly<Record<string, unknown>>): Result => ({
  content: [{ type: "text", text }],
  structuredContent: { ...data },
});

/** Runs a tool. What the API refuses is a result that says so, since a model can mend it; null: it failed. */
async function run(tool: Tool, bench: Bench, given: Record<string, unknown>): Promise<Result | null> {
  try {
    const { text, data } = await tool.run(bench, given);
    return said(text, data);
  } catch (error) {
    const problem = problemIn(error);
    if (problem !== null) return { ...said(refusalText(problem), problem), isError: true };
    bench.onFault(error);
    return null;
  }
}

function problemIn(error: unknown): Readonly<Record<string, unknown>> | null {
  if (error instanceof Refusal) return error.problem;
  if (error instanceof AppError) return problemOf(error);
  if (error instanceof AskError) return { title: "The service could not be asked", detail: error.message };
  return null;
}

/**
 * What makes a server for one connection, or for one request. The protocol's package is loaded with the first: it takes
 * a fifth of a second. `mayWrite`: whether the tools that write are listed; the API judges whoever calls them.
 */
export async function loadServer() {
  const { ProtocolError, ProtocolErrorCode, Server } = await import("@modelcontextprotocol/server");
  const reading = all.filter(({ writes }) => !writes).map(listed);
  const tools = [...reading, ...all.filter(({ writes }) => writes).map(listed)];
  return (bench: Bench, { mayWrite }: { mayWrite: boolean }) => {
    const server = new Server(
      { name: "servanda", title: "Servanda: what states said they would do", version },
      { capabilities: { tools: {} }, instructions },
    );
    server.setRequestHandler("tools/list", () => ({ tools: mayWrite ? tools : reading }));
    server.setRequestHandler("tools/call", async ({ params: { name, arguments: given = {} } }) => {
      const tool = all.find((one) => one.name === name);
      const result = tool && (await run(tool, bench, given));
      if (result) return result;
      if (tool) throw new ProtocolError(ProtocolErrorCode.InternalError, problems.internal.cause);
      const names = all.map((one) => one.name);
      const nearest = near(name, names);
      const hint = nearest === null ? `There are: ${names.join(", ")}.` : `Did you mean ${nearest}?`;
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no tool "${name.slice(0, 100)}". ${hint}`);
    });
    return server;
  };
}
