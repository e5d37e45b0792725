import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readConfig, variables } from "../../src/config/config.ts";
import { copiesOf, environmentOf, stagesOf } from "../helpers/dockerfile.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (file: string) => readFileSync(join(root, file), "utf8");
const known = new Set(variables.map(({ name }) => name));

const stages = stagesOf(read("Dockerfile"));
const image = stages.at(-1) ?? [];
const wordsOf = (instruction: string) => image.findLast((step) => step.instruction === instruction)?.words ?? [];

describe("the Dockerfile", () => {
  it("copies only what exists and what .dockerignore lets through", () => {
    const admitted = [...read(".dockerignore").matchAll(/^!(.+)$/gm)].map(([, name]) => name);
    const copied = stages.flatMap(copiesOf).map(([source]) => source);
    expect(read(".dockerignore")).toMatch(/^\*$/m);
    expect(copied.filter((source) => !existsSync(join(root, source)) || !admitted.includes(source))).toEqual([]);
    expect(admitted.filter((name) => !copied.includes(name ?? ""))).toEqual([]);
  });

  it("runs as a user who is not root", () => {
    expect(wordsOf("USER")[0]).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });

  it("sets variables that the service knows, to values that it takes", () => {
    const { NODE_ENV, ...settings } = environmentOf(image);
    expect(NODE_ENV).toBe("production");
    expect(Object.keys(settings).filter((name) => !known.has(name))).toEqual([]);
    expect(readConfig(settings).host).toBe("0.0.0.0");
  });

  it("builds on the Node.js that the project is tested with", () => {
    const { dependencies } = JSON.parse(read("package.json")) as { dependencies: { node: string } };
    const major = dependencies.node.split(".")[0];
    expect(stages.map(([from]) => from?.words[0]?.split("-")[0])).toEqual(stages.map(() => `node:${major}`));
  });
});

describe("compose.yaml", () => {
  interface Service {
    image: string;
    environment: Record<string, string>;
    volumes?: string[];
    depends_on?: Record<string, { condition: string }>;
    healthcheck?: { test: string[] };
    stop_grace_period: string;
    read_only: boolean;
    cap_drop: string[];
    security_opt: string[];
  }
  const { services, volumes } = parse(read("compose.yaml")) as {
    services: { api: Service; database: Service };
    volumes: Record<string, unknown>;
  };

  it.each(Object.keys(services) as (keyof typeof services)[])(
    "%s has a root file system that nobody can write to, and no rights to spare",
    (name) => {
      expect(services[name]).toMatchObject({
        read_only: true,
        cap_drop: ["ALL"],
        security_opt: ["no-new-privileges:true"],
      });
    },
  );

  it("sets variables that the service knows, or that the driver reads", () => {
    const names = Object.keys(services.api.environment).filter((name) => name !== "PGPASSWORD");
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });

  it("holds no password: both sides take the one from the environment, and it must be there", () => {
    const asked = /^\$\{POSTGRES_PASSWORD:\?.+\}$/;
    expect(services.api.environment.PGPASSWORD).toMatch(asked);
    expect(services.database.environment.POSTGRES_PASSWORD).toMatch(asked);
    expect(new URL(services.api.environment.DATABASE_URL ?? "").password).toBe("");
  });

  it("starts the service when the database is healthy, and keeps the data in a named volume", () => {
    const { pathname, hostname, username } = new URL(services.api.environment.DATABASE_URL ?? "");
    const { POSTGRES_USER, POSTGRES_DB } = services.database.environment;
    expect([hostname, username, pathname]).toEqual(["database", POSTGRES_USER, `/${POSTGRES_DB}`]);
    expect(services.api.depends_on).toEqual({ database: { condition: "service_healthy" } });
    expect(services.database.healthcheck?.test).toContain("pg_isready");
    expect(services.database.volumes?.map((volume) => volume.split(":")[0])).toEqual(Object.keys(volumes));
  });

  it("gives the service the time that it takes to stop", () => {
    expect(Number.parseInt(services.api.stop_grace_period, 10) * 1000).toBeGreaterThan(
      readConfig({}).shutdownTimeoutMs,
    );
  });
});

describe("package-lock.json", () => {
  it("has every package that the service needs, on any platform, so that npm ci takes it", () => {
    const { packages } = JSON.parse(read("package-lock.json")) as {
      packages: Record<string, { dev?: true; dependencies?: object; optionalDependencies?: object }>;
    };
    /** A package is looked for in its own folder, then in the one that it stands in; a workspace's own last in ours. */
    const above = (from: string) =>
      from.includes("node_modules/") ? from.replace(/node_modules\/(@[^/]+\/)?[^/]+\/$/, "") : "";
    const isFound = (from: string, name: string): boolean =>
      `${from}node_modules/${name}` in packages || (from !== "" && isFound(above(from), name));
    const needed = Object.entries(packages).filter(([, { dev }]) => !dev);
    const missing = needed.flatMap(([path, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies }).filter((name) => !isFound(path && `${path}/`, name)),
    );
    expect(missing).toEqual([]);
  });
});
