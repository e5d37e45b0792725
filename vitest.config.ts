import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    testTimeout: 20_000,
    coverage: { include: ["src/**/*.ts"], reporter: ["text-summary", "json-summary"] },
    onConsoleLog: (log) => {
      throw new Error(`A test printed to the console: ${log}`);
    },
  },
});
