import { readdir, readFile, writeFile } from "node:fs/promises";
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

export default defineConfig({
  root: import.meta.dirname,
  plugins: [brotli],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false }, emptyOutDir: true },
  server: { proxy: { "^/(v1|docs|problems|openapi)": "http://localhost:3000" } },
});
