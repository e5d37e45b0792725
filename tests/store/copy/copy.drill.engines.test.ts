import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type CopyWatch, copyDatabase } from "../../../src/store/copy/copy.ts";
import { openStore } from "../../../src/store/open.ts";
import { entry, runCommand } from "../../helpers/command-line.ts";
import { databasesToCopy, engines, headAt, quiet } from "../../helpers/databases-to-copy.ts";
import { change, idOf, makeSnapshot, makeSource, stamp } from "../../helpers/stored-records.ts";
import { tamper } from "../../helpers/tamper.ts";

const { place, source, folder } = databasesToCopy();

describe.each(engines)("a target on %s", (engine) => {
  it("with rows in it is refused and stays as it is", async () => {
    const to = await place(engine);
    const { head } = await copyDatabase({ from: source(), to }, quiet);
    await expect(copyDatabase({ from: source(), to }, quiet)).rejects.toThrow(
      "is not empty: there are rows in parties.",
    );
    expect(await headAt(to)).toEqual(head);
  });

  it("with rows and another schema is refused before its schema is touched", async () => {
    const to = await place(engine);
    await tamper(to, "create table parties (code text)", "insert into parties values ('KGZ')");
    await expect(copyDatabase({ from: source(), to }, quiet)).rejects.toThrow("is not empty");
    await tamper(to, "create table servanda_migrations (tag text)");
  });

  it("with a schema but no rows is filled", async () => {
    const to = await place(engine);
    expect((await headAt(to)).seq).toBe(0);
    const { head } = await copyDatabase({ from: source(), to }, quiet);
    expect(await headAt(to)).toEqual(head);
  });

  it("gets nothing from a source whose ledger is broken, and the line is named", async () => {
    const [broken, to] = [await place("sqlite"), await place(engine)];
    await copyDatabase({ from: source(), to: broken }, quiet);
    await tamper(broken, "update ledger set data = '{}' where seq = 300");
    await expect(copyDatabase({ from: broken, to }, quiet)).rejects.toThrow(/line 300 of the ledger does not agree/);
    expect(engine === "sqlite" && existsSync(to.slice("file:".length))).toBe(false);
    await copyDatabase({ from: source(), to }, quiet);
  });

  it("holds nothing after kill -9, and a second run fills it", async () => {
    const [from, to] = [await place("sqlite"), await place(engine)];
    await copyDatabase({ from: source(), to: from }, quiet);
    const many = "with recursive n (i) as (select 1 union all select i + 1 from n where i < 10000)";
    await tamper(from, `insert into texts (snapshot_id, text) ${many} select 'a' || i, 'b' from n`);
    const child = spawn(process.execPath, [entry, "copy", "--from", from, "--to", to], { env: {} });
    await once(child.stderr, "data");
    child.kill("SIGKILL");
    expect(await once(child, "close")).toEqual([null, "SIGKILL"]);
    if (engine === "sqlite") expect(existsSync(to.slice("file:".length))).toBe(false);
    const { tables } = await copyDatabase({ from, to }, quiet);
    expect(tables.find(({ table }) => table === "texts")?.rows).toBeGreaterThanOrEqual(10_000);
    const isLeft = (file: string) => file.includes(".unfinished-");
    expect(readdirSync(folder()).filter(isLeft)).toEqual([]);
  });
});

it.each(engines)("a copy from %s is one state, though the service goes on writing", async (engine) => {
  const from = await place(engine);
  const { head } = await copyDatabase({ from: source(), to: from }, quiet);
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

it.each(engines)(
  "a copy on %s has the secret of its source, so that cursors go on, and shows it nowhere",
  async (engine) => {
    const secretOf = async (url: string) => {
      const store = await openStore(url);
      return store.secret("cursors").finally(() => store.close());
    };
    const [secret, to] = [await secretOf(source()), await place(engine)];
    const { output, errors } = await runCommand(["copy", "--from", source(), "--to", to, "--json"]);
    const shown = `${output}${errors}`;
    expect(shown).toContain('"secrets"');
    for (const encoding of ["hex", "base64", "base64url"] as const)
      expect(shown).not.toContain(secret.toString(encoding));
    expect((await secretOf(to)).equals(secret)).toBe(true);
  },
);

it("a row that reads back otherwise than it was sent stops the copy, and nothing of it stays", async () => {
  const to = await place("postgresql");
  await headAt(to);
  await tamper(
    to,
    "create function other() returns trigger language plpgsql as $$ begin new.name := upper(new.name); return new; end $$",
    "create trigger other before insert on keys for each row execute function other()",
  );
  await expect(copyDatabase({ from: source(), to }, quiet)).rejects.toThrow(/keys has \d+ rows .* but in the target/);
  await tamper(to, "drop trigger other on keys");
  await copyDatabase({ from: source(), to }, quiet);
});

it.each(engines)("long texts leave %s a few at a time, so that memory is bounded", async (engine) => {
  const from = await place(engine);
  const store = await openStore(from);
  await store.apply([change("create", "source", makeSource(1))], stamp);
  for (let n = 0; n < 8; n++) {
    const long = { text: "é".repeat(500_000 + n), sha256: `${n}` };
    await store.apply([change("create", "snapshot", makeSnapshot(n, idOf("source", 1), long))], stamp);
  }
  await store.close();
  const steps: number[] = [];
  const progress: CopyWatch["progress"] = (step, table, done) => {
    if (step === "copying" && table === "texts") steps.push(done);
  };
  await copyDatabase({ from, to: await place("sqlite") }, { ...quiet, progress });
  expect(steps).toEqual([4, 8]);
});

describe("the command line", () => {
  it("answers in JSON, without progress", async () => {
    const to = join(folder(), "new", "folder", "json.db");
    const { code, output, errors } = await runCommand(
      ["copy", "--from", source(), "--to", `sqlite:${to}`, "--json"],
      {},
    );
    expect([code, errors]).toEqual([0, ""]);
    const { rows, tables, head, ...answer } = JSON.parse(output);
    expect(answer).toEqual({ from: source().slice("file:".length), to });
    expect(rows).toBe(tables.reduce((sum: number, table: { rows: number }) => sum + table.rows, 0));
    expect(head).toEqual(await headAt(`file:${to}`));
  });

  it("says a line for each table where no terminal is, and never a password", async () => {
    const to = await place("postgresql");
    const { code, output, errors } = await runCommand(["copy", "--from", source(), "--to", to], {});
    expect([code, errors]).toEqual([0, expect.stringMatching(/^ledger: \d+ rows\n(\w+: \d+ rows?\n)+$/)]);
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
