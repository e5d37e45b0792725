import { join } from "node:path";
import { type Drill, settings } from "../plan.ts";
import { startApi } from "../process.ts";
import { soak } from "./soak.ts";

/** Mixed work for a long time, on SQLite. */
export const drillSoak: Drill = async ({ folder, minutes }) => {
  const env = { ...settings, DATABASE_URL: `file:${join(folder, "servanda.db")}`, WEBHOOK_ALLOW: "127.0.0.1" };
  const api = await startApi(env);
  try {
    return await soak({ apis: [api], databaseUrl: env.DATABASE_URL, env, seconds: minutes * 60 });
  } finally {
    await api.stop();
  }
};
