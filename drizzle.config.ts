import { defineConfig } from "drizzle-kit";

const dialect = process.env.DIALECT === "postgresql" ? "postgresql" : "sqlite";

export default defineConfig({
  dialect,
  schema: ["./src/*/tables.ts", "./src/store/past.ts"],
  out: `./migrations/${dialect}`,
});
