import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import { lineOf } from "../../scripts/bench/data.ts";
import { multiply } from "../../scripts/bench/multiply.ts";
import { runCommand } from "../helpers/command-line.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const each = 20;

it("a database multiplied by SQL has the rows that follow from its ledger, and a search finds its words", async () => {
  const folder = await temporaryFolder();
  onTestFinished(folder.remove);
  const at = (name: string) => join(folder.path, name);
  const command = async (database: string, ...args: string[]) => {
    const { code, errors } = await runCommand(args, { DATABASE_URL: `file:${at(database)}`, SEED: "false" });
    expect({ args, code, errors }).toMatchObject({ code: 0 });
  };
  await writeFile(at("lines.ndjson"), Array.from({ length: each }, (_, n) => `${lineOf(n)}\n`).join(""));
  await command("once.db", "import", at("lines.ndjson"));
  await multiply(at("once.db"), at("thrice.db"), { each, times: 3 });
  await copyFile(at("thrice.db"), at("rebuilt.db"));
  await command("rebuilt.db", "rebuild");

  const contents = rowsOf(at("thrice.db"));
  expect(contents).toEqual(rowsOf(at("rebuilt.db")));
  expect(contents.commitments).toHaveLength(3 * each);
  const db = new Database(at("thrice.db"), { readonly: true });
  const found = db.prepare("select count(*) from search_index where search_index match 'title: 45'").pluck().get();
  db.close();
  expect(found).toBe(1);
});

const words = "(select kind, owner, since_seq, until_seq, title, labels, body from search_documents)";
const tables = ["sources", "quotes", "commitments", "events", "links", "timeline", "phases", "spans", words];

function rowsOf(path: string): Record<string, string[]> {
  const db = new Database(path, { readonly: true });
  const rows = (name: string) => db.prepare(`select * from ${name}`).all();
  const all = tables.map((name) => [
    name,
    rows(name)
      .map((row) => JSON.stringify(row))
      .toSorted(),
  ]);
  db.close();
  return Object.fromEntries(all);
}
