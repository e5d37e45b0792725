import { defineConfig } from "vitest/config";

const engineSuites = ["tests/http/**/*.test.ts", "tests/store/**/*.test.ts"];
/** Test files share their workers: the code keeps no state of its own, and loading it anew for each file takes most of the time. */
const shared = { isolate: false, testTimeout: 20_000, hookTimeout: 30_000 };

/** The HTTP suite and the store's contract run twice: on SQLite, and on a real PostgreSQL server that the run starts itself. */
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
            "tests/http/replicas.test.ts",
            "tests/http/notices.test.ts",
            "tests/store/tallies.test.ts",
            "tests/store/parity*.test.ts",
            "tests/store/answers.test.ts",
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
            "tests/http/overload.test.ts",
            "tests/http/process.test.ts",
            "tests/store/sqlite.test.ts",
            "tests/store/aside.test.ts",
            "tests/store/backups.test.ts",
            "tests/store/schedules.test.ts",
            "tests/store/backfill.test.ts",
            "tests/store/examine.test.ts",
            "tests/store/cli-exchange.test.ts",
            "tests/store/full.test.ts",
            "tests/store/lock.test.ts",
            "tests/store/migrate.test.ts",
          ],
          env: { TEST_ENGINE: "postgresql" },
          globalSetup: ["tests/helpers/postgres.ts"],
          ...shared,
        },
      },
    ],
  },
});
