import { availableParallelism } from "node:os";
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
 *
 * `npm test` holds the guarantees of the service once, and opens the pages that most people see. `npm run test:drills`
 * repeats and hardens: what has `.drill` before its suffix (kills, hours that must end, texts of a million letters,
 * the other pages, answers compared between engines), all random cases of what tries some, and on PostgreSQL what
 * `npm test` asks on SQLite alone.
 */
const files = (...suffixes: string[]) => suffixes.map((suffix) => `tests/**/*.${suffix}.test.ts`);
const drills = files("drill.*");

/** Matters of SQLite files, outside of its folder too; those of PostgreSQL are all in tests/store/postgres. */
const aboutSqlite = ["tests/**/sqlite/**", "tests/backups/**", "tests/store/{rebuild,migrate}.store.test.ts"];

/**
 * What is asked over HTTP and answered by another statement on each engine: searches, lists, counts, earlier times,
 * writes that meet, imports and what a statement may cost. All else that is asked over HTTP reaches the store by its
 * port alone, whose contract (tests/store/contract) is kept by both, so that it runs on SQLite. And what each table of
 * a database is verified by.
 */
const drilledOnPostgres = [
  "tests/{batches,change-sets}/*.http.test.ts",
  "tests/commitments/{care,compare,concurrent-edits,effects,list,numbers,participation,search,timeline,upkeep}.http.test.ts",
  "tests/http/{fuzz,idempotency,time-travel}.http.test.ts",
  "tests/http/limits/deadlines.http.test.ts",
  "tests/imports/{import,requests-during-import,round-trip}.http.test.ts",
  "tests/ledger/changes.http.test.ts",
  "tests/promises/marks.http.test.ts",
  "tests/purge/purge.http.test.ts",
  "tests/records/contention.http.test.ts",
  "tests/stats/*.http.test.ts",
  "tests/store/{as-of-repeatable,deadlines,plans}.store.test.ts",
  "tests/store/verify/*.store.test.ts",
  "tests/webhooks/delivery.http.test.ts",
];

/** What tries random cases: some in `npm test`, all as a drill (`cases` in tests/helpers/test-store.ts). */
const random = [
  "tests/commitments/{corrections,search}.http.test.ts",
  "tests/http/{fuzz,time-travel}.http.test.ts",
  "tests/http/caching/cached-and-fresh.http.test.ts",
  "tests/imports/round-trip.http.test.ts",
  "tests/{dates,domain,imports,validation}/**/*.unit.test.ts",
  "tests/store/{as-of-repeatable,contract}.store.test.ts",
];

/** Test files share their workers: the code keeps no state of its own, and loading it anew takes most of the time. */
const shared = { isolate: false, testTimeout: 60_000, hookTimeout: 60_000 };
const onSqlite = { TEST_ENGINE: "sqlite" };
const onPostgres = { TEST_ENGINE: "postgresql" };
const browserServer = ["tests/helpers/browser-server.ts"];
const postgresServer = ["tests/helpers/postgres-server.ts"];
const drilled = { RANDOM_CASES: "all" };
/** Much is done in one drill, and beside others. */
const patient = { ...shared, testTimeout: 180_000 };

export default defineConfig({
  test: {
    /** Many wait: for a time to pass, for a process, for PostgreSQL. */
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    coverage: {
      include: ["src/**/*.ts"],
      reporter: ["text-summary", "json-summary"],
      thresholds: { lines: 90, "src/domain/{status,lateness}.ts": { branches: 100 } },
    },
    onConsoleLog: (log) => {
      throw new Error(`A test printed to the console: ${log}`);
    },
    projects: [
      {
        test: {
          name: "sqlite",
          include: files("{unit,http,store,process,browser}"),
          exclude: ["tests/**/postgres/**", ...drills],
          env: onSqlite,
          globalSetup: browserServer,
          ...shared,
        },
      },
      {
        test: {
          name: "postgresql",
          include: [
            ...files("{store,engines}"),
            "tests/http/every-operation.http.test.ts",
            "tests/store/postgres/*.http.test.ts",
          ],
          exclude: [...aboutSqlite, ...drilledOnPostgres, ...drills],
          env: onPostgres,
          globalSetup: postgresServer,
          ...shared,
        },
      },
      {
        test: {
          name: "drills on sqlite",
          include: [...files("drill.{unit,http,store,process,browser}"), ...random],
          exclude: ["tests/**/postgres/**"],
          env: { ...onSqlite, ...drilled },
          globalSetup: browserServer,
          ...patient,
        },
      },
      {
        test: {
          name: "drills on postgresql",
          include: [
            ...files("drill.{store,engines}"),
            "tests/**/postgres/*.drill.http.test.ts",
            ...drilledOnPostgres,
            ...random,
          ],
          exclude: [...aboutSqlite, ...files("unit")],
          env: { ...onPostgres, ...drilled },
          globalSetup: postgresServer,
          ...patient,
        },
      },
    ],
  },
});
