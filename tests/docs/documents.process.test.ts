import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { variables } from "../../src/config/config.ts";
import { columns } from "../../src/exports/exchange/columns.ts";
import { entry, runCommand } from "../helpers/command-line.ts";
import { differences, readHttp, readLines, sessionOf } from "../helpers/markdown-session.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (file: string) => readFileSync(join(root, file), "utf8");
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

describe("the sessions in the documents", () => {
  const end = "\x1e";
  const shownHost = "localhost:3000";
  let folder: string;
  let remove: () => Promise<void>;
  let server: ChildProcess;
  let host: string;
  let key: string;

  beforeAll(async () => {
    ({ path: folder, remove } = await temporaryFolder({ onDisk: true }));
    const patient = { LOG_LEVEL: "error", MAX_EVENT_LOOP_DELAY_MS: "0" };
    const env = { PATH: "", DATABASE_URL: `file:${join(folder, "test.db")}`, PORT: "0", ...patient };
    server = spawn(process.execPath, [entry, "serve"], { env });
    const [welcome] = await once(server.stdout ?? server, "data");
    key = /^ {2}export KEY=(.+)$/m.exec(String(welcome))?.[1] ?? "";
    host = `localhost:${/:(\d+)/.exec(String(welcome))?.[1]}`;
  }, 30_000);

  afterAll(async () => {
    server.kill("SIGTERM");
    await once(server, "exit");
    await remove();
  });

  it("are in the README, and in what it leads to first", () => {
    expect(withSessions).toEqual(expect.arrayContaining(["README.md", "docs/tutorial.md", "docs/http.md"]));
  });

  it.each(withSessions)("%s: every command pasted as it stands gives the answer shown", async (file) => {
    const steps = sessionOf(read(file).replaceAll(shownHost, host));
    const script = steps.map(({ commands }) => `${commands}\nprintf '${end}'`).join("\n");
    const { stdout, stderr } = await promisify(execFile)("bash", ["-c", script], {
      maxBuffer: 2 ** 24,
      env: { ...process.env, KEY: key },
    });
    expect(stderr).toBe("");
    const answers = stdout.split(end);
    const wrong = steps.flatMap(({ commands, language, shown }, n) => {
      const answer = answers[n] ?? "";
      const understand = { http: readHttp, json: JSON.parse, text: readLines }[language];
      const found = differences(understand(shown), understand(answer));
      return found.map((difference) => `${commands}\n  ${difference}`);
    });
    expect(wrong).toEqual([]);
  });
});

describe("docs/backup.md", () => {
  it("shows commands that make a backup of a database and restore it", async () => {
    const { path: folder, remove } = await temporaryFolder({ onDisk: true });
    const blocks = [...read("docs/backup.md").matchAll(/^```\n(npx servanda .*?)^```/gms)].map(([, text = ""]) => text);
    const shown = /servanda-\d{8}T\d{9}Z\.db/;
    expect(blocks).toEqual([expect.stringContaining("backup --to"), expect.stringMatching(shown)]);
    const [backup, restore] = blocks.map((text) => text.replaceAll("/mnt/backups/", `${folder}/mnt/`));
    const env = { DATABASE_URL: `file:${folder}/servanda.db`, LOG_LEVEL: "error" };
    const run = (commands = "") => {
      const script = `npx() { shift; "${process.execPath}" "${entry}" "$@"; }\n${commands}`;
      return promisify(execFile)("bash", ["-ec", script], { cwd: folder, env: { PATH: process.env.PATH, ...env } });
    };
    expect((await runCommand(["seed"], env)).code).toBe(0);
    await mkdir(join(folder, "mnt"));
    await run(backup);
    const made = (await readdir(join(folder, "mnt"))).filter((name) => name.endsWith(".db"));
    expect(made).toEqual([expect.stringMatching(shown)]);
    await rm(join(folder, "servanda.db"));
    await run(restore?.replace(shown, made[0] ?? ""));
    expect((await runCommand(["verify"], env)).code).toBe(0);
    await remove();
  });
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
