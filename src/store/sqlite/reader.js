// Plain JavaScript, so that what Node.js made of the rest before can be taken from its cache.
import { enableCompileCache, flushCompileCache } from "node:module";

const cache = process.argv[3];
if (cache) enableCompileCache(cache);
await import("./reader-process.ts");
if (cache) flushCompileCache();
