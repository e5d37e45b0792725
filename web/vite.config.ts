import { readdir, readFile, writeFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

const compress = promisify(brotliCompress);

/** A brotli copy beside each asset: made once, as small as can be, so that no request waits for it. */
const brotli: Plugin = {
  name: "brotli",
  apply: "build",
  async writeBundle({ dir = "" }) {
    const assets = join(dir, "assets");
    for (const name of await readdir(assets)) {
      const file = join(assets, name);
      const packed = await compress(await readFile(file), {
        params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
      });
      await writeFile(`${file}.br`, packed);
    }
  },
};

/** While developing, a page of problems is one of these pages, though its data has the same address. */
function ownPage({ url = "", headers: { accept = "" } }: IncomingMessage): string | undefined {
  return url.startsWith("/problems") && accept.includes("text/html") ? "/index.html" : undefined;
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [brotli],
  // As for production whatever NODE_ENV says, which is "test" when the tests build it.
  oxc: { jsx: { runtime: "automatic", importSource: "preact", development: false } },
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false }, emptyOutDir: true },
  server: { proxy: { "^/(v1|docs|problems|openapi)": { target: "http://localhost:3000", bypass: ownPage } } },
});
