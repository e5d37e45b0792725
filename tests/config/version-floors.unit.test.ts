import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** Versions in which holes were closed that would be ours too, with what was published about them. */
const floors: readonly [name: string, floor: string, why: string][] = [
  ["fastify", "5.12.1", "content types that validation overlooks (CVE-2025-32442, CVE-2026-25223, -33806, -3419)"],
  ["drizzle-orm", "0.45.2", "identifiers that are not escaped (CVE-2026-39356)"],
  ["@fastify/static", "10.1.1", "paths out of the folder (CVE-2026-6414, -15074)"],
  ["@fastify/proxy-addr", "5.1.1", "addresses of proxies that are not trusted (CVE-2026-92395)"],
  ["fast-uri", "3.1.9", "a parser of addresses with many holes in 2026"],
  ["fast-uri", "4.2.3", "a parser of addresses with many holes in 2026"],
  ["better-sqlite3", "12.11.0", "brings SQLite 3.51.3"],
];
/** Their rules by path are led astray by `//`, `%2F` and whole addresses. */
const shunned = ["@fastify/middie", "@fastify/express"];

const lock = JSON.parse(readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8")) as {
  packages: Record<string, { version?: string }>;
};
const versionsOf = (name: string) =>
  Object.entries(lock.packages).flatMap(([path, { version }]) =>
    path.endsWith(`node_modules/${name}`) && version !== undefined ? [version] : [],
  );
const compare = (a: string, b: string) => a.localeCompare(b, "en", { numeric: true });

const majorOf = (version: string) => Number.parseInt(version, 10);

/** The floor of a version is that of its own major, or else the highest. */
function floorOf(name: string, version: string): string {
  const known = floors.filter(([each]) => each === name).map(([, floor]) => floor);
  return known.find((floor) => majorOf(floor) === majorOf(version)) ?? known.toSorted(compare).at(-1) ?? "";
}

it.each([...new Set(floors.map(([name]) => name))])("%s is locked at its floor or later", (name) => {
  const versions = versionsOf(name);
  expect(versions.length).toBeGreaterThan(0);
  expect(versions.filter((version) => compare(version, floorOf(name, version)) < 0)).toEqual([]);
});

it.each(shunned)("%s is not there, nor brought in by another", (name) => expect(versionsOf(name)).toEqual([]));

it("a version below its floor would be found", () => {
  expect([compare("5.9.0", "5.12.1"), compare("0.45.10", "0.45.2"), compare("5.12.1", "5.12.1")]).toEqual([-1, 1, 0]);
});
