import { setFlagsFromString } from "node:v8";
import { readConfig } from "../config/config.ts";
import { main } from "./main.ts";

/** The command line of this process. */
const args = process.argv.slice(2);

// The heap would grow to a multiple of what a line needs, and never shrink: some 50 MB for nothing.
if (args[0] === "import" || args[0] === "export") setFlagsFromString("--optimize-for-size");
// Nearly all that a start makes stays. The space for what does not would grow to 45 MB meanwhile, and not shrink.
if (args[0] === "serve") setFlagsFromString("--semi-space-growth-factor=1");

const code = await main(args, {
  readConfig: () => readConfig(undefined, (sentence) => process.stderr.write(`${sentence}\n`)),
  input: () => process.stdin,
  output: process.stdout,
  errors: process.stderr,
});
setFlagsFromString("--semi-space-growth-factor=2");
// A server goes on, and may yet fail: its exit code is its own.
if (code !== 0) process.exitCode = code;
