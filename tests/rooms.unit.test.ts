import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

/** The rooms of src in their order: each may import what stands above it here, and nothing below. `.` is src itself. */
const rooms = [
  "errors",
  "config",
  "languages",
  "dates",
  "dates/in-words/languages",
  "dates/in-words",
  "dates/due-words/languages",
  "dates/due-words",
  "files",
  "domain/codelists",
  "domain/codelists/labels",
  "validation",
  "domain/anchoring",
  "domain",
  "domain/search",
  "domain/promises/languages",
  "domain/promises",
  "store/port",
  "store/schema",
  "store/sql",
  "store/columns",
  "store/engine",
  "store/sqlite",
  "store/postgres",
  "store/rebuild",
  "store",
  "store/verify",
  "store/copy",
  "backups",
  "records",
  "http/request",
  "http/contract",
  "http/errors",
  "http/metrics",
  "http/caching",
  "http/limits",
  "http/bodies",
  "http/auth",
  "http/idempotency",
  "http",
  "keys",
  "ledger",
  "parties",
  "sources/quotes",
  "sources/snapshots",
  "sources",
  "commitments/events",
  "commitments/milestones",
  "commitments/assessments",
  "commitments/participation",
  "commitments/relations",
  "commitments",
  "commitments/targets",
  "commitments/timeline",
  "promises",
  "news",
  "webhooks",
  "purge",
  "change-sets",
  "batches",
  "service",
  "service/docs",
  "stats",
  "exports/exchange",
  "exports/formats",
  "exports",
  "exports/feeds",
  "imports/lines",
  "imports/sheets",
  "imports/iati",
  "imports/records",
  "imports",
  "mcp",
  "pages",
  ".",
  "cli",
];

/** Packages that only some files may import. */
const homes: readonly { packages: RegExp; files: RegExp; home: string }[] = [
  { packages: /^(drizzle-orm|better-sqlite3|pg)(\/|$)/, files: /^store\//, home: "store/" },
  {
    packages: /^(fastify|@fastify\/.*)$/,
    files:
      /^(app|server|shutdown|exports\/answer|validation\/reader|commitments\/exporter)\.ts$|^(http|service)\/|routes\.ts$/,
    home: "app.ts, server.ts, shutdown.ts, http/, service/, routes, exports/answer, commitments/exporter and validation/reader",
  },
];

const src = join(import.meta.dirname, "../src");
const page = join(import.meta.dirname, "../docs/architecture.md");
const files = globSync("**/*.{ts,js}", { cwd: src });
const imports = new Map(files.map((file) => [file, importsOf(file)]));

function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), "utf8");
  const found = text.matchAll(/(?:\bfrom\s+|\bimport\(\s*|\bimport\s+|new URL\(\s*)"([^"]+)"/g);
  return [...found].map(([, name = ""]) => (name.startsWith(".") ? join(dirname(file), name) : name));
}

const roomOf = (file: string): string => dirname(file);
const isOurs = (name: string): boolean => imports.has(name);

/** The folders of a tree that is drawn by indentation, two spaces a level, as paths. */
function foldersIn(tree: string): string[] {
  const above: string[] = [];
  return [...tree.matchAll(/^( *)([\w-]+)\/ +\S/gm)].map(([, indent = "", name = ""]) => {
    above.splice(indent.length / 2, Number.POSITIVE_INFINITY, name);
    return above.join("/");
  });
}

describe("the rooms of src", () => {
  it("are all in the list, and the list names no other", () => {
    expect([...new Set(files.map(roomOf))].toSorted()).toEqual(rooms.toSorted());
  });

  it("stand in docs/architecture.md, those of one folder in the same order", () => {
    const [, tree = ""] = /^```\n(errors\/.*?)^```$/ms.exec(readFileSync(page, "utf8")) ?? [];
    const drawn = foldersIn(tree);
    for (const parent of [".", ...rooms]) {
      const within = (list: readonly string[]) => list.filter((room) => room !== "." && dirname(room) === parent);
      expect(within(drawn), `in ${parent}`).toEqual(within(rooms));
    }
  });

  it("import only what stands before them", () => {
    const upward = files.flatMap((file) =>
      (imports.get(file) ?? [])
        .filter((target) => isOurs(target) && rooms.indexOf(roomOf(target)) > rooms.indexOf(roomOf(file)))
        .map((target) => `${file} (room ${roomOf(file)}) imports ${target}: ${roomOf(target)} stands above it`),
    );
    expect(upward).toEqual([]);
  });

  it("have no circle of files, types included", () => {
    expect(files.map((file) => circleFrom(file)).filter((circle) => circle !== null)).toEqual([]);
  });

  it.each(homes)("leave $packages to $home", ({ packages, files: allowed }) => {
    const strayed = files.flatMap((file) =>
      allowed.test(file)
        ? []
        : (imports.get(file) ?? []).filter((name) => packages.test(name)).map((name) => `${file} imports ${name}`),
    );
    expect(strayed).toEqual([]);
  });

  it("load drizzle in store/schema/drizzle.ts alone, where it takes a tenth of the time", () => {
    const loads = /^(import(?! type\b)|export)[^;]* from "drizzle-orm/m;
    expect(files.filter((file) => loads.test(readFileSync(join(src, file), "utf8")))).toEqual([]);
  });

  it("read process.env in config/ alone", () => {
    const readers = files.filter((file) => /\bprocess\.env\b/.test(readFileSync(join(src, file), "utf8")));
    expect(readers.map(roomOf).filter((room) => room !== "config")).toEqual([]);
  });
});

/** The way from a file along imports back to itself, or null. */
function circleFrom(start: string): string | null {
  const cameFrom = new Map<string, string>();
  const open = [start];
  while (open.length > 0) {
    const file = open.pop() ?? "";
    for (const target of (imports.get(file) ?? []).filter(isOurs)) {
      if (target === start) return wayTo(file, cameFrom, start);
      if (cameFrom.has(target)) continue;
      cameFrom.set(target, file);
      open.push(target);
    }
  }
  return null;
}

function wayTo(end: string, cameFrom: ReadonlyMap<string, string>, start: string): string {
  const way = [start];
  for (let file: string | undefined = end; file !== undefined && file !== start; file = cameFrom.get(file))
    way.unshift(file);
  return [start, ...way].map((file) => relative(".", file)).join(" -> ");
}
