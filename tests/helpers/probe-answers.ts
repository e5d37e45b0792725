import type { FastifyInstance } from "fastify";
import type { OperationObject, Schema } from "../../src/http/contract/types.ts";
import { committed, isEndless, parametersOf } from "./contract-check.ts";
import { learn, nothingKnown } from "./fuzz-requests.ts";
import { injections } from "./hostile-values.ts";
import type { Probed } from "./probe-store.ts";

interface Answer {
  status: number;
  /** How many rows match, or are in the answer. */
  rows: number | undefined;
}

const control = "zz";
const hostile: readonly string[] = [...injections.map((text) => control + text), `${control}\u0000`, ...injections];
/** What only has marks asks a search for nothing, and so for all. */
const forWords = hostile.filter((text) => text.startsWith(control));
const search = "/v1/commitments/search";

/**
 * Gives every parameter of every read, or of those at some paths, a text that matches nothing, and others that an
 * unbound statement would fall apart on: these must find as much as that, or be refused. Where that is refused too, one
 * is enough. Answers what does not hold.
 */
export async function probeAnswers(app: FastifyInstance, key: string, at = /^/): Promise<Probed> {
  const findings: string[] = [];
  const counts = { asked: 0 };

  async function ask(url: string, payload?: object): Promise<Answer> {
    counts.asked += 1;
    const headers = { authorization: `Bearer ${key}` };
    const answer = await app.inject(payload ? { method: "POST", url, headers, payload } : { url, headers });
    const isJson = String(answer.headers["content-type"]).startsWith("application/json");
    const body = isJson ? answer.json() : {};
    return { status: answer.statusCode, rows: body?.page?.count ?? body?.data?.length ?? body?.total };
  }

  async function compare(where: string, texts: readonly string[], asking: (text: string) => Promise<Answer>) {
    const expected = await asking(control);
    const [first = control] = texts;
    for (const text of expected.status < 300 ? texts : [first]) {
      const { status, rows } = await asking(text);
      const isAlike = status === expected.status && rows === expected.rows;
      const isRefused = status >= 400 && status < 500;
      if (!isAlike && !isRefused)
        findings.push(`${where} ${JSON.stringify(text)}: ${status}, ${rows} rows; ${control}: ${expected.rows}`);
    }
  }

  const addressOf = await addresses(app);
  for (const [path, { get }] of Object.entries(committed.paths) as [string, { get?: OperationObject }][]) {
    if (!get || !at.test(path) || isEndless(get)) continue;
    const parameters = parametersOf(committed, get);
    const exact = parameters.some(({ name }) => name === "count") ? "count=exact&" : "";
    for (const { name } of parameters.filter((parameter) => parameter.in === "query"))
      for (const sign of ["", "!"])
        await compare(`GET ${path}?${name}=${sign}`, name === "q" ? forWords : hostile, (text) =>
          ask(`${addressOf(path)}?${name === "count" ? "" : exact}${name}=${encodeURIComponent(sign + text)}`),
        );
    if (path.includes("{"))
      await compare(`GET ${path}`, forWords, (text) => ask(path.replaceAll(/\{\w+\}/g, encodeURIComponent(text))));
  }
  const body = committed.components.schemas.CommitmentSearch as Schema & { properties: Record<string, Schema> };
  for (const name of at.test(search) ? Object.keys(body.properties) : [])
    for (const wrap of [(text: string) => text, (text: string) => [text], (text: string) => [`!${text}`]])
      await compare(`POST ${search} ${name}`, name === "q" ? forWords : hostile, (text) =>
        ask(search, { count: "exact", [name]: wrap(text) }),
      );
  return { asked: counts.asked, findings };
}

/** Addresses of records that are there, for as many as the lists show. */
async function addresses(app: FastifyInstance): Promise<(path: string) => string> {
  const known = nothingKnown();
  for (const list of ["commitments", "sources", "quotes", "parties"])
    learn(known, (await app.inject(`/v1/${list}`)).json(), {});
  return (path) => {
    const [template] = Object.keys(known.addresses).filter((start) => path.startsWith(start));
    const [address = ""] = template === undefined ? [] : (known.addresses[template] ?? []);
    return (address + path.slice(address ? (template?.length ?? 0) : 0)).replaceAll(/\{\w+\}/g, control);
  };
}
