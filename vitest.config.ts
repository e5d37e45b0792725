import { defineConfig } from "vitest/config";

const engineSuites = ["tests/http/**/*.test.ts", "tests/store/**/*.test.ts"];
/**
 * Test files share their workers: the code keeps no state of its own, and loading it anew for each file takes most of
 * the time.
 */
const shared = { isolate: false, testTimeout: 20_000, hookTimeout: 30_000 };

/**
 * The HTTP suite and the store's contract run twice: on SQLite, and on a real PostgreSQL server that the run starts
 * itself.
 */
export default defineConfig({
  test: {
    maxWorkers: "100%",
    coverage: {
      include: ["src/**/*.ts"],
      reporter: ["text-summary", "json-summary"],
      thresholds: { lines: 90, "src/commitments/{rules,lateness}.ts": { branches: 100 } },
    },
    onConsoleLog: (log) => {
      throw new Error(`A test printed to the console: ${log}`);
    },
    projects: [
      { test: { name: "unit", include: ["tests/unit/**/*.test.ts", "tests/docs/**/*.test.ts"], ...shared } },
      {
        test: {
          name: "sqlite",
          include: engineSuites,
          exclude: [
            "tests/store/postgres/replicas.http.test.ts",
            "tests/store/postgres/listen.http.test.ts",
            "tests/stats/parity.store.test.ts",
            "tests/store/parity*.test.ts",
            "tests/store/same-answers.store.test.ts",
            "tests/store/copy*.test.ts",
          ],
          env: { TEST_ENGINE: "sqlite" },
          ...shared,
        },
      },
      {
        test: {
          name: "postgresql",
          include: engineSuites,
          exclude: [
            "tests/http/limits/overload.http.test.ts",
            "tests/cli/command-line.process.test.ts",
            "tests/store/sqlite/engine.store.test.ts",
            "tests/store/sqlite/reader-thread.store.test.ts",
            "tests/backups/backups.store.test.ts",
            "tests/backups/schedule.store.test.ts",
            "tests/store/backfill.store.test.ts",
            "tests/store/sqlite/check-file.store.test.ts",
            "tests/cli/import-export.process.test.ts",
            "tests/store/sqlite/full-disk.store.test.ts",
            "tests/store/sqlite/lock.store.test.ts",
            "tests/store/migrate.store.test.ts",
          ],
          env: { TEST_ENGINE: "postgresql" },
          globalSetup: ["tests/helpers/postgres-server.ts"],
          ...shared,
        },
      },
    ],
  },
});
