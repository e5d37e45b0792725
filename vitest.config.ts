import { defineConfig } from "vitest/config";

/**
 * The suffix of a file says what its tests need, and so where they run:
 * .unit     functions alone
 * .http     the application, over HTTP, on a store of each engine
 * .store    a store of each engine
 * .engines  both engines at once, to compare them
 * .process  processes of their own, on a real disk
 * What is in a folder `sqlite` or `postgres` is about that engine alone.
 */
const files = (suffixes: string) => `tests/**/*.${suffixes}.test.ts`;

/** Matters of SQLite files, outside of its folder too; those of PostgreSQL are all in tests/store/postgres. */
const aboutSqlite = ["tests/**/sqlite/**", "tests/backups/**", "tests/store/{backfill,migrate}.store.test.ts"];

/** They ask the HTTP layer alone, or records in memory: what the store under it is makes no difference to them. */
const engineFree = [
  "tests/http/{common,logging,security-headers}.http.test.ts",
  "tests/http/auth/{credentials,oidc,roles}.http.test.ts",
  "tests/http/contract/openapi.http.test.ts",
  "tests/http/limits/{overload,rate-limit,sizes}.http.test.ts",
  "tests/exports/formats.http.test.ts",
  "tests/service/codelists.http.test.ts",
  "tests/validation/{refused-input,validation}.http.test.ts",
  "tests/server.http.test.ts",
];

/**
 * Test files share their workers: the code keeps no state of its own, and loading it anew for each file takes most of
 * the time.
 */
const shared = { isolate: false, testTimeout: 20_000, hookTimeout: 30_000 };
/** A process of its own takes a second to start, and many where the machine is busy. */
const patient = { ...shared, testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    maxWorkers: "100%",
    coverage: {
      include: ["src/**/*.ts"],
      reporter: ["text-summary", "json-summary"],
      thresholds: { lines: 90, "src/domain/{status,lateness}.ts": { branches: 100 } },
    },
    onConsoleLog: (log) => {
      throw new Error(`A test printed to the console: ${log}`);
    },
    projects: [
      { test: { name: "unit", include: [files("unit")], ...shared } },
      { test: { name: "process", include: [files("process")], ...patient } },
      {
        test: {
          name: "sqlite",
          include: [files("{http,store}")],
          exclude: ["tests/**/postgres/**"],
          env: { TEST_ENGINE: "sqlite" },
          ...shared,
        },
      },
      {
        test: {
          name: "postgresql",
          include: [files("{http,store,engines}")],
          exclude: [...aboutSqlite, ...engineFree],
          env: { TEST_ENGINE: "postgresql" },
          globalSetup: ["tests/helpers/postgres-server.ts"],
          ...shared,
        },
      },
    ],
  },
});
