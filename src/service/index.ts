import { z } from "zod";
import { version } from "../config/version.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { contextOf } from "../http/request/context.ts";
import { baseUrl } from "../http/request/url.ts";
import type { Context } from "../records/context.ts";

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
  .meta({ id: "Index", description: "The service and where its parts are." });

const paths = {
  commitments: "/v1/commitments",
  timeline: "/v1/timeline",
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
  codelists: "/v1/codelists",
  openapi: "/openapi.json",
  docs: "/docs",
  problems: "/problems",
} as const;

const counted = ["commitment", "event", "milestone", "assessment", "relation", "quote", "source", "party"] as const;

/** The entrance: what is here, how much of it, when it last changed, and where the rest is. */
export const indexRoutes: Routes = async (app) => {
  const links = (base: string) => {
    const served = Object.entries(paths).filter(([, url]) => app.hasRoute({ method: "GET", url }));
    return Object.fromEntries(served.map(([name, path]) => [name, `${base}${path}`]));
  };

  app.get(
    "/v1",
    {
      schema: operation({
        id: "getIndex",
        tag: "service",
        access: "read",
        summary: "The index of the API",
        answers: { 200: Index },
      }),
    },
    async (request) => ({
      name: "Servanda" as const,
      version,
      ...(await describe(contextOf(request))),
      links: links(baseUrl(request)),
    }),
  );
};

async function describe({ store }: Context): Promise<Pick<z.infer<typeof Index>, "counts" | "lastChange">> {
  const counts = await Promise.all(
    counted.map(async (kind) => [kind, await store.count(kind, [], Number.MAX_SAFE_INTEGER)] as const),
  );
  const { seq, at } = await store.head();
  return { counts: Object.fromEntries(counts), lastChange: { seq, at } };
}
