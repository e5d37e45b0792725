import { readConfig } from "../config/config.ts";
import { holdNewSpace } from "./heap.ts";
import { main } from "./main.ts";

/** The command line of this process. */
const args = process.argv.slice(2);

// While these load, nearly all that is made stays. They let it grow when they begin.
if (["serve", "import", "export"].includes(args[0] ?? "")) holdNewSpace();

const code = await main(args, {
  readConfig: () => readConfig(undefined, (sentence) => process.stderr.write(`${sentence}\n`)),
  input: () => process.stdin,
  output: process.stdout,
  errors: process.stderr,
});
// A server goes on, and may yet fail: its exit code is its own.
if (code !== 0) process.exitCode = code;
