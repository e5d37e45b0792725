import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { variables } from "../../src/config/config.ts";
import { columns } from "../../src/exports/exchange/columns.ts";
import { describeSessions, readDocument } from "../helpers/document-sessions.ts";
import { sessionOf } from "../helpers/markdown-session.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = readDocument;
const pages = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));
const documents = [
  ...["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "seeds/README.md"],
  ...pages.map((name) => `docs/${name}`),
];
const withSessions = documents.filter((file) => sessionOf(read(file)).length > 0);

/** The names by which GitHub links to headings. */
const headingsOf = (text: string) =>
  [...text.replaceAll(/^```.*?^```$/gms, "").matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );

const drilled = "docs/cli.md";
describeSessions(withSessions.filter((file) => file !== drilled));

it("sessions are in the README, and in what it leads to first", () => {
  expect(withSessions).toEqual(expect.arrayContaining(["README.md", "docs/tutorial.md", "docs/http.md", drilled]));
});

describe("the settings", () => {
  it("docs/configuration.md has the table of src/config/config.ts", () => {
    const rows = [...read("docs/configuration.md").matchAll(/^\| (`[A-Z_]+`) *\|(.*)\|(.*)\|$/gm)].map(([, ...cells]) =>
      cells.map((cell) => cell.trim()),
    );
    const code = (text: string) => text && `\`${text}\``;
    const expected = variables.map(({ name, default: standard, description }) => [
      code(name),
      code(standard),
      description,
    ]);
    expect(rows).toEqual(expected);
  });

  it(".env.example has every variable, commented out, with its default", () => {
    const pairs = [...read(".env.example").matchAll(/^# ([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
    expect(pairs).toEqual(variables.map(({ name, default: standard }) => [name, standard]));
  });
});

describe("the spreadsheet layout", () => {
  it("docs/export.md has the columns of src/exports/exchange/columns.ts", () => {
    const rows = [...read("docs/export.md").matchAll(/^\| `(\w+)` +\| (yes| {3}) +\| (.*?) +\|$/gm)];
    const shown = rows.map(([, name, isRead, description]) => [name, isRead === "yes", description]);
    expect(shown).toEqual(columns.map(({ name, isWritable, description }) => [name, isWritable, description]));
  });
});

describe("docs/README.md", () => {
  it("leads to every page, and to those beside docs/", () => {
    const targets = [...read("docs/README.md").matchAll(/^- \[.+?\]\((.+?)\):/gm)].map(([, target]) => target);
    const elsewhere = ["SECURITY.md", "CONTRIBUTING.md", "seeds/README.md", "CHANGELOG.md"].map((name) => `../${name}`);
    expect(targets.sort()).toEqual([...pages.filter((name) => name !== "README.md"), ...elsewhere].sort());
  });
});

describe.each(documents)("%s", (file) => {
  const text = read(file);

  it("names only scripts that exist", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const named = [...text.matchAll(/npm (?:run ([a-z:]+)|(start|test)\b)/g)].map(
      ([, script, short]) => script ?? short,
    );
    expect(named.filter((name) => name === undefined || !(name in scripts))).toEqual([]);
  });

  it("links only to what exists", () => {
    const targets = [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, target]) => target ?? "");
    const exists = (target: string) => {
      const [path = "", heading] = target.split("#");
      const linked = path === "" ? join(root, file) : join(root, dirname(file), path);
      return (
        existsSync(linked) && (heading === undefined || headingsOf(readFileSync(linked, "utf8")).includes(heading))
      );
    };
    expect(targets.filter((target) => !exists(target))).toEqual([]);
  });
});
