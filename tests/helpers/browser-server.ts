import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";
import { startChromium } from "./chromium.ts";

declare module "vitest" {
  interface ProvidedContext {
    browserUrl: string;
  }
}

const script = join(import.meta.dirname, "../../scripts/build-pages.js");

/** One browser for all tests of pages, and the pages as their sources are now; nothing where none is tested. */
export default async function startBrowser(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!project.vitest.state.getPaths().some((path) => path.includes(".browser."))) return undefined;
  const { NODE_ENV: _, ...env } = process.env;
  await promisify(execFile)(process.execPath, [script], { env });
  const server = await startChromium();
  project.provide("browserUrl", server.wsEndpoint());
  return () => server.close();
}
