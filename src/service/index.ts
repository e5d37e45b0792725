import { z } from "zod";
import type { Config } from "../config/config.ts";
import { version } from "../config/version.ts";
import { jsonOrPage } from "../http/browsers.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { configOf, contextOf } from "../http/request/context.ts";
import { preferredType } from "../http/request/negotiate.ts";
import { baseUrl } from "../http/request/url.ts";
import type { Context } from "../records/context.ts";
import { escapeHtml, sendPage } from "./page.ts";

const Index = z
  .object({
    name: z.literal("Servanda"),
    version: z.string().describe("version of the software"),
    counts: z.record(z.string(), z.int()).describe("how many records there are of each kind"),
    lastChange: z
      .object({ seq: z.int().describe("number of the newest line of the ledger"), at: z.iso.datetime().nullable() })
      .describe("the newest change"),
    links: z.record(z.string(), z.url()).describe("the addresses of this API"),
  })
  .meta({ id: "ApiIndex", description: "The service and where its parts are." });
const Entrance = Index.pick({ name: true, version: true, links: true }).meta({
  id: "Entrance",
  description: "The service and where its parts are, without a look at its records.",
});

const paths = {
  commitments: "/v1/commitments",
  timeline: "/v1/timeline",
  compare: "/v1/compare",
  stats: "/v1/stats",
  series: "/v1/stats/series",
  export: "/v1/commitments.ndjson",
  spreadsheet: "/v1/commitments.csv",
  map: "/v1/commitments.geojson",
  linkedData: "/v1/commitments.jsonld",
  iati: "/v1/commitments.iati.xml",
  calendar: "/v1/timeline.ics",
  feed: "/v1/feed.atom",
  jsonFeed: "/v1/feed.json",
  quotes: "/v1/quotes",
  sources: "/v1/sources",
  parties: "/v1/parties",
  changes: "/v1/changes",
  stream: "/v1/changes/stream",
  changeSets: "/v1/change-sets",
  codelists: "/v1/codelists",
  openapi: "/openapi.json",
  docs: "/docs",
  problems: "/problems",
} as const;

const counted = ["commitment", "event", "milestone", "assessment", "relation", "quote", "source", "party"] as const;

/**
 * What is here, how much of it, when it last changed, and where the rest is; and the entrance, for whoever knows the
 * host alone.
 */
export const indexRoutes: Routes = async (app) => {
  const links = (base: string) => {
    const served = Object.entries(paths).filter(([, url]) => app.hasRoute({ method: "GET", url }));
    return Object.fromEntries(served.map(([name, path]) => [name, `${base}${path}`]));
  };
  const corrections = ({ correctionsContact }: Config) => correctionsContact && { corrections: correctionsContact };

  app.get(
    "/v1",
    {
      schema: operation({
        id: "getIndex",
        tag: "service",
        access: "read",
        summary: "The index of the API",
        description:
          "Version, how many records there are of each kind, the newest change, and links to everything else; `corrections` is where errors in the record are reported, if the operator has said so.",
        answers: { 200: Index },
      }),
    },
    async (request) => ({
      name: "Servanda" as const,
      version,
      ...(await describe(contextOf(request))),
      links: { ...links(baseUrl(request)), ...corrections(configOf(request)) },
    }),
  );

  app.get(
    "/",
    {
      schema: operation({
        id: "getEntrance",
        tag: "service",
        access: "open",
        summary: "Where everything is: links for programs, a page for people",
        description: "For whoever knows the host alone. Browsers are given a page.",
        answers: { 200: { content: { "application/json": Entrance, "text/html": z.string() } } },
      }),
    },
    async (request, reply) => {
      const base = baseUrl(request);
      return preferredType(request.headers.accept, jsonOrPage) === "text/html"
        ? sendPage(reply, "Servanda", entrance(base))
        : { name: "Servanda" as const, version, links: { index: `${base}/v1`, ...links(base) } };
    },
  );
};

function entrance(base: string): string {
  const parts = [
    ["docs", "The documentation, to read and to try out"],
    ["v1", "The index of the API"],
    ["openapi.json", "The contract, OpenAPI 3.1"],
    ["problems", "What errors mean, and what to do about them"],
  ].map(([path, text]) => `<dt><a href="${path}">/${path}</a></dt><dd>${text}</dd>`);
  const about = "The record of what states said they would do, and of what became of it, over a REST API.";
  const first = escapeHtml(`curl '${base}/v1/commitments?limit=2'`);
  return `<h1>Servanda</h1><p>${about}</p><dl>${parts.join("")}</dl><p>To begin with:</p><pre><code>${first}</code></pre>`;
}

async function describe({ store }: Context): Promise<Pick<z.infer<typeof Index>, "counts" | "lastChange">> {
  const counts = await Promise.all(
    counted.map(async (kind) => [kind, await store.count(kind, [], Number.MAX_SAFE_INTEGER)] as const),
  );
  const { seq, at } = await store.head();
  return { counts: Object.fromEntries(counts), lastChange: { seq, at } };
}
