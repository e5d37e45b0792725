import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { digestOf } from "../../http/caching/conditional.ts";

/** The files of the documentation: two of ours, and Swagger UI, of which nothing is changed. */

const ours = fileURLToPath(new URL(".", import.meta.url));
const swagger = fileURLToPath(new URL("static", import.meta.resolve("@fastify/swagger-ui")));
const script = "text/javascript; charset=utf-8";
const style = "text/css; charset=utf-8";

const files = {
  "browser.js": { folder: ours, type: script },
  "page.css": { folder: ours, type: style },
  "swagger-ui-bundle.js": { folder: swagger, type: script },
  "swagger-ui.css": { folder: swagger, type: style },
} as const;
export type AssetName = keyof typeof files;
export const assetNames = Object.keys(files) as AssetName[];

export interface Asset {
  type: string;
  tag: string;
  plain: Buffer;
  /** Compressed once, and better than what is compressed for every answer. */
  brotli: Buffer;
}

export async function readAsset(name: AssetName): Promise<Asset> {
  const { folder, type } = files[name];
  const plain = await readFile(join(folder, name));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
  return {
    type,
    tag: digestOf(plain.toString("latin1")),
    plain,
    brotli: await promisify(brotliCompress)(plain, { params }),
  };
}
