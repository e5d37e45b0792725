import { defineConfig } from "drizzle-kit";

const dialect = process.env.DIALECT === "postgresql" ? "postgresql" : "sqlite";

export default defineConfig({
  dialect,
  schema: "./src/store/schema/*.ts",
  out: `./migrations/${dialect}`,
});
