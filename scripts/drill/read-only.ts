import { chmod, chown, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { runProcess } from "../../tests/helpers/command-line.ts";
import { contentsOf } from "./corruption.ts";
import { mountReadonly } from "./mounts.ts";
import { type Outcome, type Plan, settings } from "./plan.ts";

/** Root may write whatever the mode of a file says; `nobody` may not. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** Starts on a file, a folder and a file system that are read-only. Each must be refused at once, saying why. */
export async function drillReadonly({ folder }: Plan): Promise<Outcome> {
  const place = join(folder, "data");
  const path = join(place, "servanda.db");
  await mkdir(place);
  await chmod(folder, 0o755);
  const made = await runProcess(["seed"], { DATABASE_URL: `file:${path}` });
  const breaches: Record<string, number> = { "the database could not be made": made.code ?? 1 };
  const said: Record<string, string> = {};

  async function start(name: string, at: string, as: { uid?: number; gid?: number }, expected: string): Promise<void> {
    const before = await contentsOf(place);
    const env = { ...settings, PORT: "0", DATABASE_URL: `file:${at}` };
    const { code, errors } = await runProcess(["serve"], env, { ...as, timeout: 60_000 });
    said[name] = errors.trim().replaceAll(folder, "...");
    breaches[`${name}: no clear refusal`] =
      code === 1 && errors.includes(expected) && !errors.includes("    at ") ? 0 : 1;
    breaches[`${name}: something was changed`] = before === (await contentsOf(place)) ? 0 : 1;
  }

  const mount = await mountReadonly(join(folder, "mounted"), place);
  if (typeof mount !== "string") {
    await start("a read-only file system", join(mount.path, "servanda.db"), {}, "cannot be written").finally(
      mount.unmount,
    );
  }
  if (nobody.uid !== undefined) await chown(place, nobody.uid, nobody.gid);
  await chmod(path, 0o444);
  await start("a file that may not be written", path, nobody, "cannot be written");
  await chmod(place, 0o555);
  await start("a folder that may not be written", path, nobody, "cannot be written");
  await chmod(place, 0o755);
  return {
    figures: said,
    breaches,
    ...(typeof mount === "string" && { notTried: [`a read-only file system: ${mount}`] }),
  };
}
