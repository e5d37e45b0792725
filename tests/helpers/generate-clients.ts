import { createRequire, registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Generates clients of a contract with generators that others use: `node generate-clients.ts CONTRACT FOLDER`. They
 * write with the compiler's interface, which TypeScript 7 does not have: they are given the version of the client.
 */

const client = new URL("../../clients/typescript/", import.meta.url);
const compiler = pathToFileURL(createRequire(new URL("package.json", client)).resolve("typescript")).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "typescript" ? next(compiler, context) : next(specifier, context),
});

const [input = "", folder = ""] = process.argv.slice(2);
const { createClient } = await import("@hey-api/openapi-ts");
await createClient({
  input,
  output: join(folder, "hey-api"),
  plugins: ["@hey-api/client-fetch"],
  logs: { level: "silent" },
});
const { generate } = await import("orval");
const [target, schemas] = [join(folder, "orval/servanda.ts"), join(folder, "orval/model")];
await generate({ input, output: { mode: "split", client: "fetch", target, schemas } });
