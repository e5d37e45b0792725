import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { cp, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { copiesOf, environmentOf, stagesOf } from "../helpers/dockerfile.ts";
import { freePort } from "../helpers/postgres-cluster.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const image = stagesOf(readFileSync(join(root, "Dockerfile"), "utf8")).at(-1) ?? [];
const wordsOf = (instruction: string) => image.findLast((step) => step.instruction === instruction)?.words ?? [];

it("the Dockerfile copies all that the service needs: it starts, is found healthy, and ends with 0 on SIGTERM", async () => {
  const { path: folder, remove } = await temporaryFolder({ onDisk: true });
  for (const [source, target] of copiesOf(image))
    await cp(join(root, source), join(folder, target.endsWith("/") ? join(target, basename(source)) : target), {
      recursive: true,
    });
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  const port = await freePort();
  const env = {
    ...environmentOf(image),
    PATH: dirname(process.execPath),
    PORT: String(port),
    DATABASE_URL: `file:${join(folder, "data.db")}`,
    SEED: "false",
    LOG_LEVEL: "silent",
  };
  const [program = "", ...command] = wordsOf("CMD");
  const [probe = "", ...check] = wordsOf("HEALTHCHECK");
  const health = () =>
    new Promise((resolve) => {
      execFile(probe, check, { env }, (error) => resolve(error?.code ?? 0));
    });
  const server = spawn(program, command, { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
  await once(server.stdout, "data");
  const whileRunning = await health();
  server.kill("SIGTERM");
  const [code] = await once(server, "exit");
  expect({ whileRunning, code, afterwards: await health() }).toEqual({ whileRunning: 0, code: 0, afterwards: 1 });
  await remove();
});
