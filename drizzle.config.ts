import { defineConfig } from "drizzle-kit";

const dialect = process.env.DIALECT === "postgresql" ? "postgresql" : "sqlite";

export default defineConfig({ dialect, schema: "./src/*/tables.ts", out: `./migrations/${dialect}` });
