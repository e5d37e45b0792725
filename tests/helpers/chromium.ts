import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type BrowserServer, chromium } from "playwright-core";

const root = join(import.meta.dirname, "../..");
const installed = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const quiet = [
  ...["--no-sandbox", "--no-zygote", "--disable-gpu", "--disable-background-networking"],
  ...["--disable-component-update", "--no-pings", "--font-render-hinting=none"],
];

/** That of the package names folders of its own; without any font, Chromium ends at the first search field. */
const fonts = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
`;

interface Browser {
  executablePath: string;
  env: Record<string, string>;
}

/** Starts a headless Chromium: one that the machine has, else the one that npm brought. */
export async function startChromium(): Promise<BrowserServer> {
  const { executablePath, env } = findInstalled() ?? (await unpack());
  return chromium.launchServer({ executablePath, env, args: quiet });
}

function findInstalled(): Browser | null {
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const folders = (env.PATH ?? "").split(":");
  const found = installed
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
  const executablePath = env.CHROMIUM ?? found;
  return executablePath === undefined ? null : { executablePath, env };
}

/**
 * Unpacks the Chromium of @sparticuz/chromium beside the packages, once for each version, with the fonts and the shared
 * libraries that a bare machine lacks. The folder gets its name when it is whole, so that two may do this at once.
 */
async function unpack(): Promise<Browser> {
  const require = createRequire(import.meta.url);
  const home = dirname(dirname(require.resolve("@sparticuz/chromium")));
  const { version } = require(join(home, "package.json")) as { version: string };
  const cache = join(root, "node_modules/.cache");
  const folder = join(cache, `chromium-${version}`);
  if (!existsSync(folder)) await unpackInto(folder, join(home, "bin"), cache);
  const env = {
    HOME: folder,
    PATH: process.env.PATH ?? "",
    FONTCONFIG_PATH: join(folder, "fonts"),
    XDG_CACHE_HOME: join(folder, "cache"),
    LD_LIBRARY_PATH: join(folder, "al2023/lib"),
  };
  return { executablePath: join(folder, "chromium"), env };
}

async function unpackInto(folder: string, archives: string, cache: string): Promise<void> {
  const { inflate } = await import("@sparticuz/chromium");
  await mkdir(cache, { recursive: true });
  const before = process.env.TMPDIR;
  const unfinished = await mkdtemp(join(cache, "chromium-"));
  process.env.TMPDIR = unfinished;
  try {
    for (const name of ["chromium", "fonts.tar", "swiftshader.tar", "al2023.tar"])
      await inflate(join(archives, `${name}.br`));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  await writeFile(join(unfinished, "fonts/fonts.conf"), fonts);
  await rename(unfinished, folder).catch(async (error: NodeJS.ErrnoException) => {
    await rm(unfinished, { recursive: true });
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
  });
}
