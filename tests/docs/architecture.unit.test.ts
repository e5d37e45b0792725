import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (file: string) => readFileSync(join(root, file), "utf8");
const page = read("docs/architecture.md");

/** The folders of a tree that is drawn by indentation, two spaces a level, as paths. */
function foldersIn(tree: string): string[] {
  const above: string[] = [];
  return [...tree.matchAll(/^( *)([\w-]+)\/ +\S/gm)].map(([, indent = "", name = ""]) => {
    above.splice(indent.length / 2, Number.POSITIVE_INFINITY, name);
    return above.join("/");
  });
}

describe("docs/architecture.md", () => {
  it("has a line for every folder of src, and for no other", () => {
    const [, tree = ""] = /^```\n(errors\/.*?)^```$/ms.exec(page) ?? [];
    const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).filter((name) =>
      /\.[jt]s$/.test(name),
    );
    const folders = new Set(files.map(dirname).filter((name) => name !== "."));
    expect(foldersIn(tree).sort()).toEqual([...folders].sort());
  });

  it("says of everything that works on a request why it stands where it does, in the order of src/app.ts", () => {
    const calls = [...read("src/app.ts").matchAll(/(?:^|[ =]|await )(\w+)\(app[,)]/gm)].map(([, name]) => name);
    const rows = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    const hooks = calls.filter((name) => name !== "serveDocs" && name !== "limitRates");
    expect(hooks.length).toBeGreaterThan(5);
    expect(rows.filter((name) => hooks.includes(name))).toEqual(hooks);
  });
});
