import { readFile } from "node:fs/promises";
import spectral from "@stoplight/spectral-core";
import rulesets from "@stoplight/spectral-rulesets";

/** Looks at the committed contract with the rules for OpenAPI of Spectral: whatever they name fails. */

const file = new URL("../openapi/openapi.json", import.meta.url);
const linter = new spectral.Spectral();
linter.setRuleset({ extends: [rulesets.oas as never] });
const findings = await linter.run(JSON.parse(await readFile(file, "utf8")));
for (const { code, path, message } of findings) console.error(`${path.join("/")}: ${message} (${code})`);
console.log(`spectral:oas: ${findings.length === 0 ? "nothing to say" : `${findings.length} findings`}`);
process.exitCode = findings.length === 0 ? 0 : 1;
