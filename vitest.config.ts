import { defineConfig } from "vitest/config";

/**
 * The suffix of a file says what its tests need, and so where they run:
 * .unit     functions alone
 * .http     the application, over HTTP, on a store of SQLite, and some on one of each engine
 * .store    a store of each engine
 * .engines  both engines at once, to compare them
 * .process  processes of their own, on a real disk
 * .browser  the pages as built, in a real browser
 * What is in a folder `sqlite` or `postgres` is about that engine alone.
 */
const files = (suffixes: string) => `tests/**/*.${suffixes}.test.ts`;

/** Matters of SQLite files, outside of its folder too; those of PostgreSQL are all in tests/store/postgres. */
const aboutSqlite = ["tests/**/sqlite/**", "tests/backups/**", "tests/store/{rebuild,migrate}.store.test.ts"];

/**
 * What is asked over HTTP and answered by another statement on each engine: searches, lists, counts, earlier times,
 * writes that meet, imports and what a statement may cost. All else that is asked over HTTP reaches the store by its
 * port alone, whose contract (tests/store/contract) is kept by both, so that it runs on SQLite.
 */
const onBothEngines = [
  "tests/{batches,change-sets}/*.http.test.ts",
  "tests/commitments/{care,compare,concurrent-edits,effects,list,numbers,participation,search,timeline}.http.test.ts",
  "tests/http/{every-operation,fuzz,idempotency,time-travel}.http.test.ts",
  "tests/http/limits/deadlines.http.test.ts",
  "tests/imports/{import,requests-during-import,round-trip}.http.test.ts",
  "tests/ledger/changes.http.test.ts",
  "tests/purge/purge.http.test.ts",
  "tests/records/contention.http.test.ts",
  "tests/stats/*.http.test.ts",
  "tests/store/postgres/*.http.test.ts",
  "tests/webhooks/delivery.http.test.ts",
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
          name: "browser",
          include: [files("browser")],
          globalSetup: ["tests/helpers/browser-server.ts"],
          ...patient,
        },
      },
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
          include: [files("{store,engines}"), ...onBothEngines],
          exclude: aboutSqlite,
          env: { TEST_ENGINE: "postgresql" },
          globalSetup: ["tests/helpers/postgres-server.ts"],
          ...shared,
        },
      },
    ],
  },
});
