import { buildApp } from "../../src/app.ts";
import { readConfig } from "../../src/config/config.ts";
import { cursorsBy } from "../../src/http/request/cursor.ts";
import type { Store } from "../../src/store/port/store.ts";

/** A route as the router has it: `GET /v1/parties/:code`. */
export interface Route {
  method: "get" | "head" | "post" | "put" | "patch" | "delete";
  pattern: string;
}

/** Every route of the application as it runs, those of plugins included; wildcards and OPTIONS are left out. */
export async function routesOfApp(): Promise<Route[]> {
  const app = await buildApp({
    store: {} as Store,
    cursors: cursorsBy(Buffer.alloc(32)),
    config: readConfig({ LOG_LEVEL: "silent" }),
  });
  await app.ready();
  const lines = app.printRoutes({ commonPrefix: false }).split("\n");
  await app.close();
  const path: string[] = [];
  return lines.flatMap((line) => {
    const [, indent = "", part = "", methods = ""] = /^((?:[│ ] {3})*)[├└]── (.*) \(([A-Z, ]+)\)$/.exec(line) ?? [];
    path.splice(indent.length / 4, Number.POSITIVE_INFINITY, part);
    const pattern = path.join("");
    const offered = methods.split(", ").filter((method) => /^(GET|HEAD|POST|PUT|PATCH|DELETE)$/.test(method));
    return pattern.includes("*")
      ? []
      : offered.map((method) => ({ method: method.toLowerCase() as Route["method"], pattern }));
  });
}
