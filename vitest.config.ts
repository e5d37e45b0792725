import { defineConfig } from "vitest/config";

const engineSuites = ["tests/http/**/*.test.ts", "tests/store/**/*.test.ts"];
const testTimeout = 20_000;

/** The HTTP suite and the store's contract run twice: on SQLite, and on a real PostgreSQL server that the run starts itself. */
export default defineConfig({
  test: {
    coverage: {
      include: ["src/**/*.ts"],
      reporter: ["text-summary", "json-summary"],
      thresholds: { lines: 90, "src/commitments/{rules,lateness}.ts": { branches: 100 } },
    },
    onConsoleLog: (log) => {
      throw new Error(`A test printed to the console: ${log}`);
    },
    projects: [
      { test: { name: "unit", include: ["tests/unit/**/*.test.ts", "tests/docs/**/*.test.ts"], testTimeout } },
      {
        test: {
          name: "sqlite",
          include: engineSuites,
          exclude: ["tests/store/parity.test.ts", "tests/store/answers.test.ts"],
          env: { TEST_ENGINE: "sqlite" },
          testTimeout,
        },
      },
      {
        test: {
          name: "postgresql",
          include: engineSuites,
          exclude: ["tests/http/process.test.ts", "tests/store/sqlite.test.ts", "tests/store/migrate.test.ts"],
          env: { TEST_ENGINE: "postgresql" },
          globalSetup: ["tests/helpers/postgres.ts"],
          testTimeout,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
