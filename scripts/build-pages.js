// Builds web/ into web/dist. npm runs it after an install, by whatever Node.js it runs on itself, so this is plain
// JavaScript. Without the tools of development there is nothing to build with, which is no reason to fail an install.
import { fileURLToPath } from "node:url";

const vite = await import("vite").catch(() => null);
if (vite === null) {
  process.stdout.write(
    "The pages were not built: Vite is a tool of development, and those were left out. Everything else works; `/` is a\n" +
      "plain page. To have them, copy web/dist from an installation that has it, or: npm install --include=dev\n",
  );
} else {
  await vite.build({ root: fileURLToPath(new URL("../web", import.meta.url)), logLevel: "warn" });
}
