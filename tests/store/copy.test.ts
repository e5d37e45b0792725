import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { buildApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import type { Context } from "../../src/context.ts";
import { contractOf } from "../../src/http/openapi.ts";
import { makeKeyText } from "../../src/keys/secret.ts";
import { storedKey } from "../../src/keys/service.ts";
import { loadSeeds } from "../../src/seeds.ts";
import { type Copied, type CopyWatch, copyDatabase } from "../../src/store/copy.ts";
import { openStore } from "../../src/store/open.ts";
import { readSnapshot } from "../../src/store/reader.ts";
import { type Finding, verify, type Watch } from "../../src/store/verify.ts";
import { sequentialIds } from "../helpers/app.ts";
import { entry, runCommand } from "../helpers/cli.ts";
import { change, idOf, makeSnapshot, makeSource, stamp } from "../helpers/entities.ts";
import { createDatabase } from "../helpers/postgres.ts";
import { tamper } from "../helpers/tamper.ts";
import { worldOf, writeWorld } from "../helpers/world.ts";

type Engine = "sqlite" | "postgresql";
const engines: Engine[] = ["sqlite", "postgresql"];
const held: { folder: string; files: number; closing: (() => Promise<unknown>)[] } = {
  folder: "",
  files: 0,
  closing: [],
};
const quiet: CopyWatch = { progress: () => {}, copied: () => {} };
const keyId = idOf("source", 1);
const keyText = makeKeyText(keyId);
const now = () => new Date("2026-11-23T09:00:00.000Z");
let source: string;

beforeAll(async () => {
  held.folder = await mkdtemp(join(tmpdir(), "servanda-"));
  held.closing.push(() => rm(held.folder, { recursive: true }));
  source = await place("sqlite");
  const store = await openStore(source);
  const context: Context = {
    store,
    now,
    newId: sequentialIds(),
    principal: { name: "seeds", role: "admin" },
    duePolicy: {},
  };
  await loadSeeds(context);
  await store.addKey(storedKey(context, keyText, { name: "ann", role: "admin", expiresAt: null }));
  await store.close();
  await writeSome(source);
});
afterAll(async () => {
  for (const close of held.closing.reverse()) await close();
});

/** A place where there is nothing yet: no file, or a database without tables. */
async function place(engine: Engine): Promise<string> {
  if (engine === "sqlite") {
    held.files += 1;
    return `file:${join(held.folder, `${held.files}.db`)}`;
  }
  const { url, drop } = await createDatabase(inject("postgresUrl"), { migrated: false });
  held.closing.push(drop);
  return url;
}

async function appOn(url: string): Promise<FastifyInstance> {
  const store = await openStore(url);
  const app = await buildApp({ store, config: readConfig({ LOG_LEVEL: "silent" }), now, newId: sequentialIds() });
  held.closing.push(
    () => store.close(),
    () => app.close(),
  );
  await app.ready();
  return app;
}

/** Changes, deletes and restores some records by way of the API. */
async function writeSome(url: string): Promise<void> {
  const app = await appOn(url);
  const headers = { authorization: `Bearer ${keyText}` };
  const write = async (method: "POST" | "PATCH" | "DELETE", target: string, payload?: object) => {
    const answer = await app.inject({ method, url: `/v1/${target}`, headers, ...(payload && { payload }) });
    expect(answer.statusCode, answer.payload).toBeLessThan(300);
  };
  const [event] = (await app.inject("/v1/commitments/cku-railway/events")).json().data;
  await write("PATCH", `commitments/cku-railway/events/${event.id}`, { title: "Ёлка 🚂 \u2028 'quoted'" });
  await write("PATCH", "commitments/cku-railway", { due: { text: "next year" }, tags: ["中国", "Éclair"] });
  await write("PATCH", "parties/KGZ", { names: { ky: "Кыргызстан" } });
  await write("DELETE", "commitments/third-border-port");
  await write("POST", "commitments/third-border-port/restore");
  await write("DELETE", "commitments/border-ports-modernization");
}

async function headAt(url: string) {
  const store = await openStore(url);
  return store.head().finally(() => store.close());
}

describe("copied from SQLite to PostgreSQL, on to another PostgreSQL, back to SQLite, and to another file,", () => {
  const copies: Copied[] = [];
  const apps: FastifyInstance[] = [];
  const path = ["sqlite", "postgresql", "postgresql", "sqlite", "sqlite"] as const;
  beforeAll(async () => {
    const urls = [source, ...(await Promise.all(path.slice(1).map(place)))];
    for (const [n, to] of urls.slice(1).entries()) copies.push(await copyDatabase({ from: urls[n] ?? "", to }, quiet));
    for (const url of urls) apps.push(await appOn(url));
  });

  /** The answer that all give: status, tag, links and body, equal to the byte. */
  async function same(url: string) {
    const headers = { authorization: `Bearer ${keyText}`, "x-request-id": "copy", host: "servanda.test" };
    const answers = await Promise.all(apps.map((app) => app.inject({ url, headers })));
    const [first, ...others] = answers.map(({ statusCode, headers: { etag, link }, payload }) => ({
      statusCode,
      etag,
      link,
      payload,
    }));
    for (const other of others) expect(other, url).toEqual(first);
    expect(first?.statusCode, `${url}: ${first?.payload}`).toBe(200);
    return JSON.parse(first?.payload ?? "");
  }

  /** Follows a list to its end; answers its rows. */
  async function walk(path: string): Promise<Record<string, string>[]> {
    const rows: Record<string, string>[] = [];
    const from = path === "/v1/changes" ? "since" : "cursor";
    for (let next: string | null = ""; next !== null; ) {
      const answer = await same(next === "" ? path : `${path}?${from}=${encodeURIComponent(next)}`);
      if (!answer.page) break;
      rows.push(...answer.data);
      next = answer.page.next;
    }
    return rows;
  }
  const paths = () => {
    const [app] = apps;
    const { paths: all = {} } = app ? contractOf(app) : {};
    return Object.entries(all).flatMap(([name, item]) =>
      name.startsWith("/v1") && item && "get" in item ? [name] : [],
    );
  };

  it("every list of the contract answers alike, page by page, to the byte and with the same ETags", async () => {
    const lists = paths().filter((name) => !name.includes("{"));
    expect(lists).toEqual(expect.arrayContaining(["/v1/commitments", "/v1/timeline", "/v1/changes", "/v1/keys"]));
    for (const list of lists) await walk(list);
  });

  it("so does every record with its parts, and what it was before", async () => {
    for (const list of ["commitments", "sources", "quotes", "parties"]) {
      const rows = await walk(`/v1/${list}`);
      const ids = rows.filter((_, n) => n % 5 === 0).map(({ id, code }) => id ?? code ?? "");
      const parts = paths().filter((name) => new RegExp(`^/v1/${list}/\\{\\w+\\}(/\\w+)?$`).test(name));
      for (const id of ids) for (const part of parts) await same(part.replace(/\{\w+\}/, id));
    }
    await same("/v1/commitments?asOf=2026-11-23T09:00:00Z&on=2024-07-01&limit=200");
    await same("/v1/timeline?asOf=2026-11-23T09:00:00Z&on=2024-07-01&limit=200");
  });

  it("each table has the same hash on every engine, and the ledger the same head", async () => {
    const [first, ...others] = copies;
    for (const other of others) expect(other).toEqual(first);
    expect(first?.head).toEqual(await headAt(source));
  });

  it("no table of the schema is left behind", () => {
    const db = new Database(source.slice("file:".length), { readonly: true });
    const names = db
      .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
      .pluck()
      .all();
    db.close();
    expect(copies[0]?.tables.map(({ table }) => table).sort()).toEqual(
      names.filter((name) => name !== "servanda_migrations").sort(),
    );
    expect(copies[0]?.tables.filter(({ rows }) => rows > 0).map(({ table }) => table)).toEqual(
      expect.arrayContaining(["keys", "ledger", "links", "phases", "events_past", "timeline_past"]),
    );
  });
});

describe.each(engines)("a target on %s", (engine) => {
  it("with rows in it is refused and stays as it is", async () => {
    const to = await place(engine);
    const { head } = await copyDatabase({ from: source, to }, quiet);
    await expect(copyDatabase({ from: source, to }, quiet)).rejects.toThrow("is not empty: there are rows in parties.");
    expect(await headAt(to)).toEqual(head);
  });

  it("with rows and another schema is refused before its schema is touched", async () => {
    const to = await place(engine);
    await tamper(to, "create table parties (code text)", "insert into parties values ('KGZ')");
    await expect(copyDatabase({ from: source, to }, quiet)).rejects.toThrow("is not empty");
    await tamper(to, "create table servanda_migrations (tag text)");
  });

  it("with a schema but no rows is filled", async () => {
    const to = await place(engine);
    expect((await headAt(to)).seq).toBe(0);
    const { head } = await copyDatabase({ from: source, to }, quiet);
    expect(await headAt(to)).toEqual(head);
  });

  it("gets nothing from a source whose ledger is broken, and the line is named", async () => {
    const [broken, to] = [await place("sqlite"), await place(engine)];
    await copyDatabase({ from: source, to: broken }, quiet);
    await tamper(broken, "update ledger set data = '{}' where seq = 300");
    await expect(copyDatabase({ from: broken, to }, quiet)).rejects.toThrow(/line 300 of the ledger does not agree/);
    expect(engine === "sqlite" && existsSync(to.slice("file:".length))).toBe(false);
    await copyDatabase({ from: source, to }, quiet);
  });

  it("holds nothing after kill -9, and a second run fills it", async () => {
    const [from, to] = [await place("sqlite"), await place(engine)];
    await copyDatabase({ from: source, to: from }, quiet);
    const many = "with recursive n (i) as (select 1 union all select i + 1 from n where i < 40000)";
    const columns = "from_kind, from_id, rel, to_kind, to_id, since_seq, until_seq";
    await tamper(from, `insert into links_past (${columns}) ${many} select 'a', 'b', 'c', 'd', 'e', 1, i / 7 from n`);
    const child = spawn(process.execPath, [entry, "copy", "--from", from, "--to", to], { env: {} });
    await once(child.stderr, "data");
    child.kill("SIGKILL");
    expect(await once(child, "close")).toEqual([null, "SIGKILL"]);
    if (engine === "sqlite") expect(existsSync(to.slice("file:".length))).toBe(false);
    const { tables } = await copyDatabase({ from, to }, quiet);
    expect(tables.find(({ table }) => table === "links_past")?.rows).toBeGreaterThan(40_000);
    const isLeft = (file: string) => file.includes(".unfinished-");
    expect(readdirSync(held.folder).filter(isLeft)).toEqual([]);
  });
});

it.each(engines)("a copy from %s is one state, though the service goes on writing", async (engine) => {
  const from = await place(engine);
  const { head } = await copyDatabase({ from: source, to: from }, quiet);
  const store = await openStore(from);
  const written: Promise<unknown>[] = [];
  const copied: CopyWatch["copied"] = () => {
    const n = 900 + written.length;
    written.push(store.apply([change("create", "source", makeSource(n))], stamp));
  };
  const copy = await copyDatabase({ from, to: await place("sqlite") }, { ...quiet, copied });
  await Promise.all(written);
  expect(copy.head).toEqual(head);
  expect((await store.head()).seq).toBe(head.seq + written.length);
  await store.close();
});

it("whatever the words and numbers, there and back again is the same to the byte", async () => {
  const [from, there, back] = [await place("sqlite"), await place("postgresql"), await place("sqlite")];
  const store = await openStore(from);
  await writeWorld(store, worldOf(7));
  await store.close();
  const out = await copyDatabase({ from, to: there }, quiet);
  expect(await copyDatabase({ from: there, to: back }, quiet)).toEqual(out);
  const found: Finding[] = [];
  const watch: Watch = { report: (finding) => found.push(finding), progress: () => {} };
  for (const url of [there, back]) await readSnapshot(url, (tables) => verify(tables, watch));
  expect(found).toEqual([]);
});

it("a row that reads back otherwise than it was sent stops the copy, and nothing of it stays", async () => {
  const to = await place("postgresql");
  await headAt(to);
  await tamper(
    to,
    "create function other() returns trigger language plpgsql as $$ begin new.title := lower(new.title); return new; end $$",
    "create trigger other before insert on sources for each row execute function other()",
  );
  await expect(copyDatabase({ from: source, to }, quiet)).rejects.toThrow(/sources has \d+ rows .* but in the target/);
  await tamper(to, "drop trigger other on sources");
  await copyDatabase({ from: source, to }, quiet);
});

it.each(engines)("long texts leave %s a few at a time, so that memory is bounded", async (engine) => {
  const from = await place(engine);
  const store = await openStore(from);
  await store.apply([change("create", "source", makeSource(1))], stamp);
  for (let n = 0; n < 20; n++) {
    const long = { text: "é".repeat(500_000 + n), sha256: `${n}` };
    await store.apply([change("create", "snapshot", makeSnapshot(n, idOf("source", 1), long))], stamp);
  }
  await store.close();
  const steps: number[] = [];
  const progress: CopyWatch["progress"] = (step, table, done) => {
    if (step === "copying" && table === "snapshots") steps.push(done);
  };
  await copyDatabase({ from, to: await place("sqlite") }, { ...quiet, progress });
  expect(steps).toEqual([4, 8, 12, 16, 20]);
});

describe("the command line", () => {
  it("answers in JSON, without progress", async () => {
    const to = join(held.folder, "new", "folder", "json.db");
    const { code, output, errors } = await runCommand(["copy", "--from", source, "--to", `sqlite:${to}`, "--json"], {});
    expect([code, errors]).toEqual([0, ""]);
    const { rows, tables, head, ...answer } = JSON.parse(output);
    expect(answer).toEqual({ from: source.slice("file:".length), to });
    expect(rows).toBe(tables.reduce((sum: number, table: { rows: number }) => sum + table.rows, 0));
    expect(head).toEqual(await headAt(`file:${to}`));
  });

  it("says a line for each table where no terminal is, and never a password", async () => {
    const to = await place("postgresql");
    const { code, output, errors } = await runCommand(["copy", "--from", source, "--to", to], {});
    expect([code, errors]).toEqual([0, expect.stringMatching(/^parties: 254 rows\n(\w+: \d+ rows?\n)+$/)]);
    expect(output).toMatch(/^Copied \d+ rows in \d+ tables from .* to postgres@.*\nThe ledger's head: \d+:\w{64}\n$/);
    expect(`${output}${errors}`).not.toContain("postgres:postgres");
  });

  it.each([
    [
      ["--from", "mysql://root:secret@host/db", "--to", "file:b.db"],
      2,
      "--from needs a database: file:PATH, sqlite:PATH",
    ],
    [["--from", "file:/nowhere/a.db", "--to", "file:/nowhere/b.db"], 1, "There is no database at /nowhere/a.db."],
  ])("%j: exit code %i", async (args, expected, message) => {
    const { code, errors } = await runCommand(["copy", ...args], {});
    expect([code, errors]).toEqual([expected, expect.stringContaining(message)]);
    expect(errors).not.toContain("secret");
  });

  it("explains itself", async () => {
    const { code, output } = await runCommand(["copy", "--help"], {});
    expect([code, output]).toEqual([0, expect.stringMatching(/^Usage: servanda copy --from DATABASE --to DATABASE/)]);
  });
});
