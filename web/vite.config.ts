import { readdir, readFile, writeFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

const compress = promisify(brotliCompress);

/** As small as can be takes seconds for a megabyte, of which there is one: what reads PDF files. */
const mostBytes = 200_000;

/** A brotli copy beside each asset: made once, so that no request waits for it. */
const brotli: Plugin = {
  name: "brotli",
  apply: "build",
  async writeBundle({ dir = "" }) {
    const assets = join(dir, "assets");
    for (const name of await readdir(assets)) {
      const file = join(assets, name);
      const bytes = await readFile(file);
      const quality = bytes.length > mostBytes ? 9 : constants.BROTLI_MAX_QUALITY;
      const packed = await compress(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
      await writeFile(`${file}.br`, packed);
    }
  },
};

/** While developing, a page of problems is one of these pages, though its data has the same address. */
function ownPage({ url = "", headers: { accept = "" } }: IncomingMessage): string | undefined {
  return url.startsWith("/problems") && accept.includes("text/html") ? "/index.html" : undefined;
}

/** What only the desk loads is named so, so that what readers load can be told from it. */
const nameOf = ({ facadeModuleId }: { facadeModuleId: string | null }) =>
  facadeModuleId?.includes("/src/desk/") ? "assets/desk-[name]-[hash].js" : "assets/[name]-[hash].js";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [brotli],
  // As for production whatever NODE_ENV says, which is "test" when the tests build it.
  oxc: { jsx: { runtime: "automatic", importSource: "preact", development: false } },
  build: {
    ...{ target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false }, emptyOutDir: true },
    ...{
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { output: { chunkFileNames: nameOf }, checks: { pluginTimings: false } },
    },
  },
  worker: { format: "es", rolldownOptions: { output: { entryFileNames: nameOf } } },
  server: { proxy: { "^/(v1|docs|problems|openapi)": { target: "http://localhost:3000", bypass: ownPage } } },
});
